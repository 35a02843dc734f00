import Core
import Hummingbird
import Storage
import Web

/// `/avatars/<account id>.svg`: a picture of an account that needs no network: its initials on a colour of its own.
struct AvatarEndpoint: Sendable {
    let store: Store

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self).serve("avatars/{id}.svg", get: self.draw)
    }

    static func path(of account: ID<PatreonAccount>, size: Int) -> String {
        "/avatars/\(PercentEncoding.component(account.value)).svg?size=\(size)"
    }

    @Sendable private func draw(_ request: Request, context: WebContext) async throws -> Response {
        let id = context.parameters.get("id") ?? ""
        guard let account = try await self.store.read({ try $0.patreonAccount(ID(id)) }) else {
            throw PatreonError.notFound
        }
        let size = request.queryParameters["size"].flatMap(Int.init) ?? 400
        return .text(
            Avatar(account).svg(size: min(max(size, 16), 1024)), type: "image/svg+xml",
            headers: [.cacheControl: "private, max-age=300", .contentSecurityPolicy: "default-src 'none'"])
    }
}

/// The same account always looks the same.
struct Avatar {
    let initials: String
    /// Degrees on the colour wheel.
    let hue: Int

    init(_ account: PatreonAccount) {
        let name = account.fullName.isEmpty ? account.vanity ?? "" : account.fullName
        let letters = name.split(whereSeparator: \.isWhitespace).compactMap(\.first).filter(\.isDrawable)
        self.initials = (letters.prefix(1) + letters.dropFirst().suffix(1)).map { $0.uppercased() }.joined()
        // FNV-1a: spreads ids that differ in one digit, and unlike Swift's own hash is the same in every run.
        let hash = account.id.value.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
        self.hue = Int(hash % 360)
    }

    func svg(size: Int) -> String {
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="\(size)" height="\(size)" viewBox="0 0 100 100">\
        <rect width="100" height="100" fill="hsl(\(self.hue), 45%, 38%)"/>\
        <text x="50" y="50" dy=".36em" fill="#fff" font-family="sans-serif" font-size="42" text-anchor="middle">\
        \(self.initials.escapedForXML)</text></svg>
        """
    }
}

extension Character {
    /// XML has no place for most control characters and for noncharacters (XML 1.0 §2.2).
    fileprivate var isDrawable: Bool {
        self.unicodeScalars.map(\.properties).allSatisfy {
            !$0.isNoncharacterCodePoint && $0.generalCategory != .control
        }
    }
}

extension String {
    fileprivate var escapedForXML: String {
        self.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}
