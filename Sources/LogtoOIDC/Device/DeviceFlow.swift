import Core
import HTTPTypes
import Hummingbird
import Logto
import OAuth
import Storage
import Web

/// What the endpoints behind the pages of the device flow have in common: the session with its form's token, the
/// decision on a device, and the answers (spec `logto-oidc.md` §16).
struct DeviceFlow: Sendable {
    let provider: OIDCProvider

    enum Outcome: Sendable {
        /// Someone has to sign in or to consent, or it is done.
        case answered(AuthorizationAnswer)
        /// The person is to say whether this is the code on the device.
        case confirm(DeviceCode)
        case failed(DeviceFailure)
    }

    /// The browser's session; a new one, in which nobody is signed in, where there is none.
    func session(of cookie: String?, in db: Transaction) throws -> OIDCSession {
        let now = self.provider.time.now
        if let session = try cookie.flatMap({ try db.session(cookie: $0, at: now) }) { return session }
        return OIDCSession(
            uid: self.provider.entropy.token(), cookie: self.provider.entropy.token(),
            expiresAt: now.advanced(bySeconds: try db.sessionLifetime()))
    }

    /// Gives the session a new token for the form, 24 bytes in hexadecimal.
    func renewXSRF(of session: inout OIDCSession, in db: Transaction) throws {
        session.deviceXSRF = self.provider.entropy.string(48, of: .hexadecimal)
        // In the engine the two share one place.
        session.logout = nil
        try db.put(session)
    }

    /// Who is to sign in for a device, and whether they have.
    func decide(
        on device: DeviceCode, resumed: Interaction?, in db: Transaction, session: inout OIDCSession?
    ) throws -> Outcome {
        do {
            let accepted = try AuthorizationChecks(
                request: AuthorizationRequest(stored: device.parameters), keys: self.provider.keys.published,
                issuer: self.provider.origins.issuer, db: db
            ).acceptedForDevice(isResumed: resumed != nil)
            let decision = AuthorizationDecision(
                accepted: accepted, provider: self.provider, resumed: resumed, device: device)
            switch try decision.answer(in: db, session: &session) {
            case .refused(let error, _): return try self.fail(device, error, in: db)
            case let answer: return .answered(answer)
            }
        } catch let error as OAuthError {
            return try self.fail(device, error, in: db)
        }
    }

    /// The device hears of the error as well.
    func fail(_ device: DeviceCode, _ error: OAuthError, in db: Transaction) throws -> Outcome {
        var device = device
        device.outcome = .failed(error: error.code.rawValue, description: error.description)
        try db.update(device)
        return .failed(error.code == .accessDenied ? .aborted : .other(error.code))
    }

    /// - Parameter session: has a new token for the form where the outcome leads back to it.
    func response(
        _ outcome: Outcome, session: OIDCSession?, to request: Request, headers: HTTPFields = [:]
    ) -> Response {
        var address = DevicePageAddress(shared: DevicePageAddress.shared(in: request.queryParameters))
        switch outcome {
        case .answered(let answer):
            return self.provider.response(answer, session: session, to: request, headers: headers)
        case .confirm(let device):
            address.userCode = UserCode.formatted(device.userCode)
            for name in ["organization_id", "ui_locales"] where address.shared[name] == nil {
                address.shared[name] = device.parameters[name]?.string
            }
        case .failed(let failure):
            address.inputCode = failure.inputCode
            address.error = failure.name
        }
        return self.page(address, session: session, headers: headers)
    }

    /// Sends the browser to the page, which learns from a cookie what its form has to carry.
    func page(_ address: DevicePageAddress, session: OIDCSession?, headers: HTTPFields = [:]) -> Response {
        var response = Response.redirect(
            to: address.page, status: .found, headers: [.cacheControl: "no-store"])
        if let session {
            self.provider.sessionCookie.set(session, in: &response.headers)
            if let xsrf = session.deviceXSRF {
                DeviceCookie(self.provider.cookies).set(xsrf, at: self.provider.time.now, in: &response.headers)
            }
        }
        self.provider.cookies.set(
            "_logto", to: address.brandingCookie.text(), isHTTPOnly: false, in: &response.headers)
        response.headers.append(contentsOf: headers)
        return response
    }
}
