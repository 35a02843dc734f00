import Core
import HTTPTypes
import Logto
import Storage

/// `POST /sentinel-activities/delete`: lets in again whoever is locked out (spec `logto-management-api.md` §12).
enum SentinelActivitiesAPI {
    static let routes = [
        Route(
            .post, "/sentinel-activities/delete", "Unlock identifiers", status: .noContent,
            body: .object([
                .required("targetType", .choice(["User", "App"])), .required("targets", .array(.text)),
            ]), handle: Self.forget)
    ]

    /// Only users are ever locked out.
    @Sendable private static func forget(_ call: Call) async throws -> Answer {
        guard call.body["targetType"]?.string == "User" else { return .none }
        try await call.write { db in try Sentinel.forget(call.body["targets"]?.strings ?? [], in: db) }
        return .none
    }
}
