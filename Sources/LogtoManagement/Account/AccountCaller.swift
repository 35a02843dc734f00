import Core
import HTTPTypes
import Logto

/// Who uses the Account API, and how far that goes (spec `logto-management-api.md` §3.4).
struct AccountCaller: Sendable {
    let userID: ID<LogtoUser>
    let application: LogtoApplication?
    let scopes: [String]
    /// The session that the token came from.
    let sessionUID: String?
    /// Whether the request names a proof that it is really the user.
    let isVerified: Bool
    let center: AccountCenter

    enum Scope: String {
        case profile, address, email, phone
        case customData = "custom_data"
        case identities
        case sessions = "urn:logto:scope:sessions"
    }

    func has(_ scope: Scope) -> Bool { self.scopes.contains(scope.rawValue) }

    /// - Parameter status: some routes tell it so, and some so.
    /// - Throws: `auth.unauthorized`.
    func require(_ scope: Scope, otherwise status: HTTPResponse.Status) throws(LogtoError) {
        guard self.has(scope) else { throw LogtoError("auth.unauthorized", status) }
    }

    /// - Throws: 400 `account_center.field_not_enabled`.
    func requireReading(_ field: AccountCenter.Field) throws(LogtoError) {
        guard self.center.allowsReading(field) else { throw LogtoError("account_center.field_not_enabled") }
    }

    /// - Throws: 400 `account_center.field_not_editable`.
    func requireEditing(_ field: AccountCenter.Field) throws(LogtoError) {
        guard self.center.allowsEditing(field) else { throw LogtoError("account_center.field_not_editable") }
    }

    /// - Throws: 401 `verification_record.permission_denied`.
    func requireVerification() throws(LogtoError) {
        guard self.isVerified else { throw LogtoError("verification_record.permission_denied", .unauthorized) }
    }

    /// Of a user who has nothing to prove it with nothing is asked.
    ///
    /// - Throws: 401 `verification_record.permission_denied`.
    func requireVerificationIfPossible(_ user: LogtoUser) throws(LogtoError) {
        if user.hasSecurityVerificationMethod { try self.requireVerification() }
    }

    /// Other companies' applications may look, not touch.
    ///
    /// - Throws: 403 `auth.third_party_application_forbidden`.
    func requireFirstParty() throws(LogtoError) {
        if self.application?.isThirdParty == true {
            throw LogtoError("auth.third_party_application_forbidden", .forbidden)
        }
    }
}

extension LogtoUser {
    /// Whether there is anything by which they can show that it is really they.
    var hasSecurityVerificationMethod: Bool {
        self.passwordHash != nil || self.primaryEmail != nil || self.primaryPhone != nil
    }

    /// - Throws: 400 `user.last_sign_in_method_required` for a user who could not be told from others any more.
    func requireIdentifier() throws(LogtoError) {
        if self.username == nil, self.primaryEmail == nil, self.primaryPhone == nil, self.identities.isEmpty {
            throw LogtoError("user.last_sign_in_method_required")
        }
    }
}
