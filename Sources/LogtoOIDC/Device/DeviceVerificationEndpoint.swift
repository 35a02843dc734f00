import Core
import HTTPTypes
import Hummingbird
import JOSE
import Logto
import OAuth
import Storage
import Web

/// `GET` and `POST /oidc/device`: takes the code that a device shows (RFC 8628 §3.3; spec `logto-oidc.md` §16). Its page
/// is `/device`.
struct DeviceVerificationEndpoint: Sendable {
    let provider: OIDCProvider

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .get("device", use: self.begin)
            .post("device", use: self.verify)
    }

    private var flow: DeviceFlow { DeviceFlow(provider: self.provider) }

    /// Gives the browser a session whose form will be taken. A code that is in the address already is posted at once.
    @Sendable private func begin(_ request: Request, _ context: WebContext) async throws -> Response {
        let cookie = self.provider.sessionCookie.value(in: request)
        let session = try await self.provider.store.transaction { db in
            var session = try self.flow.session(of: cookie, in: db)
            try self.flow.renewXSRF(of: &session, in: db)
            return session
        }
        let query = request.queryParameters
        let address = DevicePageAddress(shared: DevicePageAddress.shared(in: query))
        guard let userCode = query.present("user_code") else { return self.flow.page(address, session: session) }
        var response = AutoSubmitPage(
            action: self.provider.origins.logto + address.endpoint,
            fields: [("xsrf", session.deviceXSRF ?? ""), ("user_code", userCode)]
        ).response(status: .ok, headers: [.cacheControl: "no-store"], pages: self.provider.pages)
        self.provider.sessionCookie.set(session, in: &response.headers)
        return response
    }

    @Sendable private func verify(_ request: Request, _ context: WebContext) async throws -> Response {
        let cookie = self.provider.sessionCookie.value(in: request)
        let form: Result<FormParameters, OAuthError>
        do {
            form = .success(try await RequestBody.parameters(of: request))
        } catch let error as OAuthError {
            form = .failure(error)
        }
        let (outcome, session) = try await self.provider.store.transaction { db in
            var session = try self.flow.session(of: cookie, in: db) as OIDCSession?
            let outcome = try self.outcome(of: form, in: db, session: &session)
            if case .failed = outcome, var failed = session {
                try self.flow.renewXSRF(of: &failed, in: db)
                session = failed
            }
            return (outcome, session)
        }
        return self.flow.response(outcome, session: session, to: request)
    }

    /// The engine's checks in its order.
    private func outcome(
        of form: Result<FormParameters, OAuthError>, in db: Transaction, session: inout OIDCSession?
    ) throws -> DeviceFlow.Outcome {
        guard case .success(let form) = form else { return .failed(.other(.invalidRequest)) }
        let names = ["xsrf", "user_code", "confirm", "abort"]
        guard
            names.allSatisfy({ !form.repeatedNames.contains($0) }), let xsrf = session?.deviceXSRF,
            ConstantTime.equals(form["xsrf"] ?? "", xsrf)
        else { return .failed(.other(.invalidRequest)) }
        guard let typed = form.present("user_code") else { return .failed(.noCode) }
        guard var device = try db.deviceCode(userCode: UserCode.normalized(typed)) else {
            return .failed(.notFound(typed))
        }
        if device.isExpired(at: self.provider.time.now) { return .failed(.expired(typed)) }
        if device.isTaken { return .failed(.alreadyUsed(typed)) }
        if form.present("abort") != nil {
            return try self.flow.fail(device, OAuthError(.accessDenied, "End-User aborted interaction"), in: db)
        }
        guard form.present("confirm") != nil else { return .confirm(device) }
        device.isInFlight = true
        try db.update(device)
        session?.deviceXSRF = nil
        if let session { try db.put(session) }
        return try self.flow.decide(on: device, resumed: nil, in: db, session: &session)
    }
}
