import Core
import HTTPTypes
import TestSupport
import Testing

/// `/users/:userId/logto-configs` (spec `logto-management-api.md` §6.2).
@Suite struct UserLogtoConfigAPITests {
    private static let path = "/users/alice0000001/logto-configs"

    @Test func `choices are read and changed one by one`() async throws {
        let management = try await Management()
        #expect(
            try await management.get(Self.path).json
                == ["mfa": ["skipped": false, "skipMfaOnSignIn": false], "passkeySignIn": ["skipped": false]])
        let changed = try await management.call(
            .patch, Self.path, ["mfa": ["enabled": true, "skipMfaOnSignIn": true]])
        #expect(changed.status == .ok)
        #expect(
            changed.json
                == [
                    "mfa": ["enabled": true, "skipped": false, "skipMfaOnSignIn": true],
                    "passkeySignIn": ["skipped": false],
                ])
        _ = try await management.call(.patch, Self.path, ["passkeySignIn": ["skipped": true]])
        _ = try await management.call(.patch, Self.path, ["mfa": ["skipped": true, "skipMfaOnSignIn": false]])
        #expect(try await management.call(.patch, Self.path, [:]).status == .ok)
        #expect(
            try await management.get(Self.path).json
                == [
                    "mfa": ["enabled": true, "skipped": true, "skipMfaOnSignIn": false],
                    "passkeySignIn": ["skipped": true],
                ])
    }

    @Test func `nobody has none`() async throws {
        let management = try await Management()
        for method: HTTPRequest.Method in [.get, .patch] {
            try await Row(
                method, "/users/nobody/logto-configs", [:], 404, code: "entity.not_found",
                "The resource does not exist."
            ).check(management)
        }
        let wrong = try await management.call(.patch, Self.path, ["mfa": ["enabled": "yes"]])
        #expect(wrong.json["code"] == "guard.invalid_input")
    }
}
