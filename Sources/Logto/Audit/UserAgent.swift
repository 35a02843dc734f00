import Core

/// What a `User-Agent` header says, as far as the common ones go: in the shape that Logto's parser gives it.
enum UserAgent {
    static func parsed(_ text: String) -> JSON {
        let browser = Self.browsers.lazy.compactMap { Self.product($0.name, $0.pattern, in: text) }.first ?? [:]
        let engine = Self.engines.lazy.compactMap { Self.product($0.name, $0.pattern, in: text) }.first ?? [:]
        let system = Self.systems.lazy.compactMap { Self.product($0.name, $0.pattern, in: text) }.first ?? [:]
        return [
            "ua": .string(text),
            "browser": browser.adding(["major": Self.major(browser)]),
            "engine": engine,
            "os": system.setting(
                "version", to: system["version"]?.string.map { .string($0.replacing("_", with: ".")) }),
            "device": Self.device(text),
            "cpu": Self.architecture(text),
        ]
    }

    private typealias Pattern = (name: String, pattern: String)

    private static let browsers: [Pattern] = [
        ("Edge", "Edg/"), ("Opera", "OPR/"), ("Firefox", "Firefox/"), ("Chrome", "Chrome/"),
        ("Mobile Safari", "Mobile/15E148 Safari/"), ("Safari", "Version/"), ("curl", "curl/"),
    ]
    private static let engines: [Pattern] = [("Blink", "Chrome/"), ("Gecko", "rv:"), ("WebKit", "AppleWebKit/")]
    private static let systems: [Pattern] = [
        ("Windows", "Windows NT "), ("iOS", "iPhone OS "), ("Android", "Android "), ("Mac OS", "Mac OS X "),
        ("Linux", "Linux "),
    ]

    private static func product(_ name: String, _ pattern: String, in text: String) -> JSON? {
        guard let found = text.firstRange(of: pattern) else { return nil }
        let version = text[found.upperBound...].prefix { $0.isNumber || $0 == "." || $0 == "_" }
        return ["name": .string(name), "version": version.isEmpty ? nil : .string(String(version))]
    }

    private static func major(_ browser: JSON) -> JSON? {
        browser["version"]?.string.map { .string(String($0.prefix { $0 != "." })) }
    }

    private static func device(_ text: String) -> JSON {
        if text.contains("iPhone") { return ["type": "mobile", "model": "iPhone", "vendor": "Apple"] }
        if text.contains("Macintosh") { return ["model": "Macintosh", "vendor": "Apple"] }
        return text.contains("Mobile") ? ["type": "mobile"] : [:]
    }

    private static func architecture(_ text: String) -> JSON {
        if text.contains("x86_64") || text.contains("Win64") { return ["architecture": "amd64"] }
        return text.contains("aarch64") ? ["architecture": "arm64"] : [:]
    }
}
