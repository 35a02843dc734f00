import HTTPTypes
import Hummingbird

/// `GET /assets/style.css`: the stylesheet of all pages, on every origin.
package struct StylesheetEndpoint: Sendable {
    /// Changes with the content, so that browsers may keep what they have.
    static let address = "/assets/style.css?v=\(Self.fingerprint)"

    package init() {}

    package var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self).get("assets/style.css") { _, _ in
            Response.text(
                String(decoding: PackageResources.style_css, as: UTF8.self), type: "text/css; charset=utf-8",
                headers: [.cacheControl: "public, max-age=31536000, immutable"])
        }
    }

    /// FNV-1a: nothing depends on it but caches.
    private static var fingerprint: String {
        let hash = PackageResources.style_css.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { hash, byte in
            (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        return String(hash, radix: 16)
    }
}
