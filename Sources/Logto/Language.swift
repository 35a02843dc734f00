import Core
import Hummingbird
import Web

/// The languages that pages and error messages come in.
package enum Language: String, CaseIterable, Sendable {
    case english = "en"
    case japanese = "ja"

    /// The language of an API's messages: the query's `locale`, else `Accept-Language`, else English
    /// (spec `logto-oidc.md` §1.5).
    package init(of request: Request) {
        let locale = request.queryParameters["locale"]
        self = locale.flatMap(Self.init(tag:)) ?? Self(acceptLanguage: request) ?? .english
    }

    /// The language of a page: `ui_locales` of the authorization request, else what the browser asks for (unless the
    /// tenant switched that off), else the tenant's fallback.
    package init(page request: Request, uiLocales: String?, settings: SignInExperience.LanguageInfo) {
        let requested = (uiLocales ?? "").split(separator: " ").lazy.compactMap { Self(tag: String($0)) }.first
        let detected = settings.autoDetect ? Self(acceptLanguage: request) : nil
        self = requested ?? detected ?? Self(tag: settings.fallbackLanguage) ?? .english
    }

    /// The language of a BCP 47 tag, whatever its region or script.
    package init?(tag: String) {
        let primary = tag.prefix { $0 != "-" && $0 != "_" }.lowercased()
        self.init(rawValue: primary)
    }

    /// A time to come, as JavaScript's `Intl.RelativeTimeFormat` words it.
    package func relativeTime(minutes: Int64) -> String {
        switch self {
        case .english: "in \(minutes) \(minutes == 1 ? "minute" : "minutes")"
        case .japanese: "\(minutes) 分後"
        }
    }

    /// The first language of `Accept-Language`, by quality, that we have (RFC 9110 §12.5.4).
    private init?(acceptLanguage request: Request) {
        let ranges = (request.headers[.acceptLanguage] ?? "").split(separator: ",").map { range in
            let parts = range.split(separator: ";").map { $0.filter { !$0.isWhitespace } }
            let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            return (tag: parts.first ?? "", quality: quality)
        }
        let wanted = ranges.enumerated().filter { $0.element.quality > 0 }
            .sorted { ($0.element.quality, -$0.offset) > ($1.element.quality, -$1.offset) }
        guard let language = wanted.lazy.compactMap({ Self(tag: $0.element.tag) }).first else { return nil }
        self = language
    }
}
