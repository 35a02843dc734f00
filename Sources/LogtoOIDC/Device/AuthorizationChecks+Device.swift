import Core
import Logto
import OAuth
import Storage

/// The checks of a device's request: those of `/oidc/auth` that are not about redirecting a browser, in the engine's
/// order (spec `logto-oidc.md` §6.2, §16).
extension AuthorizationChecks {
    /// The checks of `POST /oidc/device/auth`.
    ///
    /// - Parameter application: has proved that it is the client.
    func runForDevice(_ application: LogtoApplication) throws {
        if let error = OAuthError.repeated(self.request.repeatedNames) { throw error }
        if self.request["request"] != nil { throw OAuthError(.requestNotSupported) }
        if self.request["request_uri"] != nil { throw OAuthError(.requestURINotSupported) }
        guard application.isDevice else {
            throw OAuthError.invalidRequest(
                "urn:ietf:params:oauth:grant-type:device_code is not allowed for this client")
        }
        if self.request["registration"] != nil { throw OAuthError(.registrationNotSupported) }
        if let scope = self.request["scope"] { try Scope.check(scope) }
        let scopes = self.request.scopes(for: application)
        try self.allow(scopes, for: application)
        try self.openIDParameters(scopes)
        _ = try self.resources()
        _ = try self.maxAge()
        _ = try self.hintedUser(of: application)
    }

    /// The request of a device whose code someone has entered.
    ///
    /// - Parameter isResumed: whether that person comes back from the pages; whom the device expected was asked before.
    /// - Throws: `OAuthError`; application and resources may have been deleted since.
    func acceptedForDevice(isResumed: Bool) throws -> AcceptedRequest {
        guard let application = try self.request.clientID.flatMap(self.db.application) else {
            throw OAuthError.invalidClient("client is invalid")
        }
        let resources = try self.resources()
        let maxAge = try self.maxAge()
        return AcceptedRequest(
            request: self.request, application: application,
            // Where the browser ends; it is the device that gets the answer.
            redirectURI: DevicePageAddress.success, mode: .query,
            scopes: Self.grantable(self.request.scopes(for: application), at: resources), resources: resources,
            prompts: maxAge == 0 ? ["login"] : [], maxAge: maxAge == 0 ? nil : maxAge,
            hintedUserID: isResumed ? nil : try self.hintedUser(of: application))
    }
}
