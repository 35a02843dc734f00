import Core
import JOSE
import Logto
import TestSupport
import Testing

/// Spec `logto-management-api.md` §6.3.
@Suite struct UserPasswordsTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let algorithm: PasswordAlgorithm
        let digest: String
        var password = "hunter2-digest"
        var testDescription: String { "\(self.algorithm.rawValue) \(self.digest)" }

        func user() -> LogtoUser {
            LogtoUser(
                id: "u", passwordHash: self.digest, passwordAlgorithm: self.algorithm, createdAt: Instant(seconds: 1),
                updatedAt: Instant(seconds: 1))
        }
    }

    @Test(arguments: [
        Row(algorithm: .md5, digest: "f63c0ec17cfb354aeb109db592fd065a"),
        Row(algorithm: .sha1, digest: "78f9e980f36936e46e9e1e2e4e07119b1b3341e3"),
        Row(algorithm: .sha256, digest: "87192ac244ae1dcb98b976b6e2e377612360e65d27271c6d36e1af864d821dc4"),
        Row(
            algorithm: .bcrypt, digest: "$2b$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e",
            password: "correct horse"),
        Row(
            algorithm: .argon2id,
            digest: "$argon2id$v=19$m=64,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$uL2hQzJmxaz0Tfm2KK6uNjA0+UvbrHBEBwVmJYrNXCE",
            password: "correct horse"),
        Row(
            algorithm: .legacy,
            digest:
                #"["sha512", ["pre", "@", "post"], "b895077b4373ff275f2b21ec81251ea9335bac855cc61657037307310d5fbad371c2f17f68727b2b07a448fadd4efa3e0375ae000d20e2d1103030e814167834"]"#
        ),
        Row(
            algorithm: .legacy,
            digest:
                #"["sha256", ["salt123", "@"], "c465f66c6ac481a7a17e9ed5b4e2e7e7288d892f12bf1c95c140901e9a70436e"]"#,
            password: "password123"),
        Row(
            algorithm: .legacy,
            digest:
                #"["pbkdf2", ["hex:80ff00414243", "1000", "32", "sha256", "@"], "75d87d232694f0918d8e1ae49bce5f0a665e862da3e23e8b3eddf368db16d2cf"]"#,
            password: "Password123!"),
        Row(
            algorithm: .legacy,
            digest: #"["pbkdf2", ["salt", "500", "16", "sha512", "@"], "df9d6f02305384a29b21b0853505ae16"]"#,
            password: "パスワード"),
        Row(
            algorithm: .legacy,
            digest: #"""
                ["firebase-scrypt", ["42xEC-ixf3L2lw==", "jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==", "Bw==", "8", "14", "@"], "lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ=="]
                """#,
            password: "user1password"),
    ])
    func `a password that another system hashed is known, and no other is`(row: Row) throws {
        var user = row.user()
        #expect(user.accepts(row.password))
        #expect(!user.accepts(row.password + "x"))
        #expect(!user.accepts(""))
        try user.rehash(row.password, entropy: .seeded())
        #expect(user.passwordAlgorithm == nil)
        #expect(user.passwordHash?.hasPrefix("$scrypt$") == true)
        #expect(user.accepts(row.password))
        #expect(user.shownPasswordAlgorithm == .argon2i)
    }

    @Test(arguments: [
        Row(algorithm: .md5, digest: ""), Row(algorithm: .sha256, digest: "x"),
        Row(algorithm: .argon2i, digest: "$argon2i$v=19$m=8192,t=8,p=1$c2FsdA$aGFzaA"),
        Row(
            algorithm: .argon2i,
            digest: "$argon2id$v=19$m=64,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$uL2hQzJmxaz0Tfm2KK6uNjA0+UvbrHBEBwVmJYrNXCE",
            password: "correct horse"),
        Row(algorithm: .bcrypt, digest: "$2b$10$abcdefghijklmnopqrstuv"), Row(algorithm: .legacy, digest: ""),
        Row(algorithm: .legacy, digest: #"["sha256", ["@"], ""]"#),
        Row(algorithm: .legacy, digest: #"["pbkdf2", ["s", "99999999999", "32", "sha256", "@"], ""]"#),
        Row(algorithm: .legacy, digest: #"["pbkdf2", ["s", "1", "32", "nonsense", "@"], ""]"#),
        Row(algorithm: .legacy, digest: #"["firebase-scrypt", ["", "", "", "8", "14", "@"], ""]"#),
        Row(algorithm: .legacy, digest: #"["firebase-scrypt", ["AA==", "AA==", "AA==", "120000", "99", "@"], "AA=="]"#),
    ])
    func `a digest that cannot be checked matches nothing`(row: Row) {
        #expect(!row.user().accepts(row.password))
        #expect(!row.user().accepts(""))
    }

    @Test(
        arguments: [
            (#"["sha256", ["@"], "x"]"#, nil), ("invalid_json", "password.invalid_legacy_password_format"),
            (#"["sha256", "@", "x"]"#, "password.invalid_legacy_password_format"),
            (#"["sha256", ["salt"], "x"]"#, "password.invalid_legacy_password_format"),
            (#"["sha256", [7, "@"], "x"]"#, "password.invalid_legacy_password_format"),
            (#"["sha256", ["@"]]"#, "password.invalid_legacy_password_format"),
            (#"["pbkdf2", ["hex:zz", "1000", "32", "sha256", "@"], "x"]"#, "password.invalid_legacy_password_format"),
            (#"["pbkdf2", ["@"], "x"]"#, "password.invalid_legacy_password_format"),
            (#"["firebase-scrypt", ["@"], "x"]"#, "password.invalid_legacy_password_format"),
            (#"["invalid_algo", ["@"], "x"]"#, "password.unsupported_legacy_hash_algorithm"),
        ] as [(String, String?)])
    func `a digest that is handed in is refused with Logto's codes`(digest: String, code: String?) throws {
        var found: String?
        do { try PasswordAlgorithm.legacy.check(digest) } catch { found = error.code }
        #expect(found == code)
        try PasswordAlgorithm.sha256.check(digest)
    }

    @Test func `every hash function that is taken can be computed`() {
        for name in LegacyPassword.digests {
            #expect(NamedDigest.hash("abc".utf8, named: name)?.isEmpty == false, "\(name)")
        }
    }
}
