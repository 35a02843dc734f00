import Core
import Web

/// An address of the device flow with the parameters that its pages and endpoints hand to each other
/// (spec `logto-oidc.md` §16): `/device`, and under `/oidc` the endpoint behind it.
package struct DevicePageAddress: Sendable {
    /// What only concerns the looks of the pages, kept from one to the next.
    package static let shared = ["app_id", "organization_id", "ui_locales"]

    package var shared: [String: String]
    /// To be confirmed.
    package var userCode: String?
    /// What was typed and did not do.
    package var inputCode: String?
    /// Logto's name for what went wrong.
    package var error: String?

    package init(
        shared: [String: String] = [:], userCode: String? = nil, inputCode: String? = nil, error: String? = nil
    ) {
        self.shared = shared
        self.userCode = userCode
        self.inputCode = inputCode
        self.error = error
    }

    package init(_ query: FormParameters) {
        self.init(
            shared: Self.shared(in: query), userCode: query["user_code"], inputCode: query["input_code"],
            error: query["error"])
    }

    package static func shared(in query: FormParameters) -> [String: String] {
        var values: [String: String] = [:]
        for name in self.shared {
            if let value = query[name], !value.isEmpty { values[name] = value }
        }
        return values
    }

    /// The page, which confirms a code, or takes one and says what was wrong with the last.
    package var page: String {
        let code = self.userCode.map { ("user_code", $0) } ?? self.inputCode.map { ("input_code", $0) }
        return Self.address("/device", self.sharedPairs + [code, self.error.map { ("error", $0) }].compactMap { $0 })
    }

    /// Where the page's form goes.
    package var endpoint: String { Self.address("/oidc/device", self.sharedPairs) }

    package static let success = "/device/success"

    /// What the `_logto` cookie tells the pages for their looks (§7.1).
    package var brandingCookie: JSON {
        [
            "appId": self.shared["app_id"].map(JSON.string),
            "organizationId": self.shared["organization_id"].map(JSON.string),
            "uiLocales": self.shared["ui_locales"].map(JSON.string),
        ]
    }

    private var sharedPairs: [(String, String)] {
        Self.shared.compactMap { name in self.shared[name].map { (name, $0) } }
    }

    private static func address(_ path: String, _ pairs: [(String, String)]) -> String {
        pairs.isEmpty ? path : "\(path)?\(FormURLEncoding.encode(pairs.map { (name: $0.0, value: $0.1) }))"
    }
}
