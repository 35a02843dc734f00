import Core
import TestSupport
import Testing

@Suite("logto.users[].mfaVerifications of a configuration")
struct ConfigSecondFactorsTests {
    private static func config(_ factors: String) throws -> Config {
        try Config(
            text: #"{"logto": {"users": [{"id": "u", "mfaVerifications": \#(factors)}]}}"#.utf8,
            listening: TestWorld.origins)
    }

    private static let codes = (0..<10).map { "00000000a\($0)" }

    @Test func `an app's secret and a sheet of codes`() throws {
        let config = try Self.config(
            #"""
            [{"type": "Totp", "secret": "GEZDGNBVGY3TQOJQ"},
             {"type": "BackupCode", "codes": \#(JSON.strings(Self.codes).text())}]
            """#)
        #expect(
            config.logto.users[0].secondFactors == [
                .totp(secret: "GEZDGNBVGY3TQOJQ"), .backupCodes(Self.codes),
            ])
    }

    @Test(arguments: [
        ("[{}]", "[0].type: is missing"),
        (
            #"[{"type": "WebAuthn"}]"#, #"[0].type: is "WebAuthn"; it must be one of: Totp, BackupCode"#
        ),
        (
            #"[{"type": "Totp", "secret": "abc"}]"#,
            "[0].secret: must be base32: 16, 24 or 32 of the capital letters and the digits 2 to 7"
        ),
        (#"[{"type": "BackupCode"}]"#, "[0].codes: must be ten codes of ten hexadecimal digits"),
        (
            #"[{"type": "Totp", "secret": "GEZDGNBVGY3TQOJQ"}, {"type": "Totp", "secret": "GEZDGNBVGY3TQOJQ"}]"#,
            #"[1].type: "#
        ),
    ])
    func `what does not fit is told with its path`(factors: String, problem: String) throws {
        let problems = try #require(throws: ConfigProblems.self) { try Self.config(factors) }
        let texts = problems.problems.map { "\($0.path): \($0.message)" }
        #expect(texts.contains { $0.hasPrefix("logto.users[0].mfaVerifications\(problem)") }, "\(texts)")
    }
}
