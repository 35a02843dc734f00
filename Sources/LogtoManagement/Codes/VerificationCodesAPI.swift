import Core
import HTTPTypes
import Logto
import Storage

/// `/verification-codes` (spec `logto-management-api.md` §6.11): codes that an administrator's program sends and checks.
enum VerificationCodesAPI {
    static let routes = [
        Route(
            .post, "/verification-codes", "Send a verification code", status: .noContent,
            body: .union([
                .object([.required("email", UserSchemas.email)]), .object([.required("phone", UserSchemas.phone)]),
            ]), handle: Self.send
        ).failing(.tooManyRequests, .notImplemented),
        Route(
            .post, "/verification-codes/verify", "Check a verification code", status: .noContent,
            body: .union([
                .object([.required("email", UserSchemas.email), Self.code]),
                .object([.required("phone", UserSchemas.phone), Self.code]),
            ]), handle: Self.verify),
    ]

    private static let code = Schema.Field.required("verificationCode", .string([.least(1)]))

    @Sendable private static func send(_ call: Call) async throws -> Answer {
        let address = Self.address(in: call.body)
        try await call.settle { db in
            try VerificationCodes(try db.signInExperience(), entropy: call.parts.entropy)
                .send(to: address, for: .generic, interaction: nil, in: db, at: call.now)
        }
        return .none
    }

    @Sendable private static func verify(_ call: Call) async throws -> Answer {
        let address = Self.address(in: call.body)
        let code = call.body["verificationCode"]?.string ?? ""
        try await call.settle { db in
            try VerificationCodes(try db.signInExperience(), entropy: call.parts.entropy)
                .verify(code, of: address, for: .generic, interaction: nil, in: db, at: call.now)
        }
        return .none
    }

    private static func address(in body: JSON) -> MessageAddress {
        body["email"]?.string.map(MessageAddress.email) ?? .phone(body["phone"]?.string ?? "")
    }
}

extension Call {
    /// Does something whose refusal leaves a trace: what `body` wrote is kept, and then what it refused with is thrown.
    func settle(_ body: @escaping @Sendable (Transaction) throws -> LogtoError?) async throws {
        if let refusal = try await self.write(body) { throw refusal }
    }
}
