import Core
import HTTPTypes
import Logto
import Storage
import TestSupport
import Testing

/// `POST /sentinel-activities/delete` (spec `logto-management-api.md` §12).
@Suite struct SentinelActivitiesAPITests {
    private static let path = "/sentinel-activities/delete"

    private func isLockedOut(_ target: String, in world: TestWorld) async throws -> Bool {
        try await world.store.read { db in
            try Sentinel(SignInExperience().sentinelPolicy, in: db, at: TestWorld.beginning)
                .lockout(from: .password, of: Sentinel.Target(UserIdentifier(.username, target)), isFailure: false)
                != nil
        }
    }

    @Test func `who was locked out is let in again`() async throws {
        let management = try await Management()
        try await management.world.store.transaction { db in
            for target in ["alice", "bob", "carol"] {
                for _ in 1...100 {
                    _ = try Sentinel(SignInExperience().sentinelPolicy, in: db, at: TestWorld.beginning)
                        .report(.password, of: Sentinel.Target(UserIdentifier(.username, target)), isFailure: true)
                }
            }
        }
        let others = try await management.call(.post, Self.path, ["targetType": "App", "targets": ["alice"]])
        #expect(others.status == .noContent)
        #expect(try await self.isLockedOut("alice", in: management.world))
        let answer = try await management.call(
            .post, Self.path, ["targetType": "User", "targets": ["alice", "bob", "nobody"]])
        #expect(answer.status == .noContent)
        #expect(try await !self.isLockedOut("alice", in: management.world))
        #expect(try await !self.isLockedOut("bob", in: management.world))
        #expect(try await self.isLockedOut("carol", in: management.world))
    }

    @Test func `the body has a shape`() async throws {
        let answer = try await Management().call(.post, Self.path, ["targetType": "Robot"])
        #expect(answer.status == .badRequest)
        #expect(answer.json["code"] == "guard.invalid_input")
    }
}
