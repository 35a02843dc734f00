import Core
import HTTPTypes
import Logto
import Storage
import TestSupport
import Testing

/// Second factors of the example's Alice, and calls about them.
enum SecondFactors {
    static let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    static let codes = (0..<10).map { "00000000a\($0)" }

    static let totp = #"{"type": "Totp", "secret": "\#(Self.secret)"}"#
    static let backupCodes = #"{"type": "BackupCode", "codes": \#(JSON.strings(Self.codes).text())}"#

    /// The example with a tenant's policy, and with what Alice has set up.
    static func config(
        _ policy: String = "UserControlled", _ factors: [String] = ["Totp", "BackupCode"], organizations: String? = nil,
        having alice: [String] = [], settings: String = ""
    ) -> String {
        var mfa: JSON = ["factors": .strings(factors), "policy": .string(policy)]
        if let organizations { mfa = mfa.adding(["organizationRequiredMfaPolicy": .string(organizations)]) }
        return Example.config(
            replacing: #""signUp": {"identifiers": [], "password": false}"#,
            with: #""signUp": {"identifiers": [], "password": false}, "mfa": \#(mfa.text())\#(settings)"#
        ).replacing(
            #""name": "Alice Example","#,
            with: #""name": "Alice Example", "mfaVerifications": [\#(alice.joined(separator: ", "))],"#)
    }

    static func code(_ secret: String = Self.secret, at time: Instant = TestWorld.beginning) -> String {
        TOTP(secret: secret)?.code(at: time) ?? "no secret"
    }

    /// A page whose user is Alice, by her password.
    static func alice(_ config: String) async throws -> CustomUI {
        let page = try await CustomUI(config)
        #expect(try await page.identify(try await page.checkPassword().verificationID).status == .noContent)
        return page
    }
}

extension CustomUI {
    func verify(_ path: String, _ body: JSON = [:]) async throws -> TestResponse {
        try await self.call(.post, "/verification/\(path)", body)
    }

    func profile(_ path: String, _ body: JSON? = nil) async throws -> TestResponse {
        try await self.call(.post, "/profile/mfa\(path)", body)
    }

    func bind(_ type: String, _ verificationID: String?) async throws -> TestResponse {
        try await self.profile("", ["type": .string(type), "verificationId": verificationID.map(JSON.string)])
    }

    /// Sets up an authenticator app as far as its first code: the record's id.
    func proveNewApp() async throws -> String {
        let made = try await self.verify("totp/secret").json
        let id = try #require(made["verificationId"]?.string)
        let code = SecondFactors.code(made["secret"]?.string ?? "")
        let verified = try await self.verify("totp/verify", ["code": .string(code), "verificationId": .string(id)])
        #expect(verified.json == ["verificationId": .string(id)], "\(verified.body)")
        return id
    }

    func factors(of user: String = "alice0000001") async throws -> [MFAVerification] {
        try await self.world.store.read { try $0.mfaVerifications(of: ID(user)) }
    }

    func logtoConfig(of user: String = "alice0000001") async throws -> UserLogtoConfig {
        try await self.world.store.read { try $0.logtoConfig(of: ID(user)) }
    }
}
