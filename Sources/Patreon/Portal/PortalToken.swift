import Core
import Hummingbird
import JOSE
import Storage
import Web

/// What every form of the portal carries, and no page of another site can: made once for a world, and readable only on
/// the portal's own pages. Nobody is signed in here, so there is no session to bind it to.
struct PortalToken: Sendable {
    static let field = "csrf_token"

    let store: Store
    let entropy: Entropy

    func value() async throws -> String {
        try await self.store.transaction { db in
            if let token = try db.secret(Self.name) { return token }
            let token = self.entropy.token()
            try db.insert(secret: Self.name, value: token)
            return token
        }
    }

    /// The fields of a form that one of our pages sent.
    ///
    /// - Throws: the refusal of a form that none of our pages sent.
    func form(_ request: Request) async throws -> FormParameters {
        let form = try await request.formParameters()
        guard ConstantTime.equals(try await self.value(), form[Self.field] ?? "") else {
            throw PatreonError.foreignForm
        }
        return form
    }

    private static let name = "patreon_portal_token"
}

extension PatreonError {
    fileprivate static let foreignForm = PatreonError(
        status: .forbidden, codeName: "CSRFTokenInvalid", title: "This form is not valid",
        detail:
            "It did not come from this page, or the emulator was started anew since: load the page again and repeat.")
}
