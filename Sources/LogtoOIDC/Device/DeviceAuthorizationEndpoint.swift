import Core
import HTTPTypes
import Hummingbird
import Logto
import OAuth
import Storage
import Web

/// `POST /oidc/device/auth`: a device asks to be signed in from elsewhere (RFC 8628 §3.1; spec `logto-oidc.md` §16).
struct DeviceAuthorizationEndpoint: Sendable {
    let provider: OIDCProvider

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self).post("device/auth", use: self.authorize)
            .preflight("device/auth")
    }

    @Sendable private func authorize(_ request: Request, _ context: WebContext) async throws -> Response {
        let parameters = try await RequestBody.parameters(of: request)
        let provider = self.provider
        let authentication = ClientAuthentication(request, parameters: parameters, issuer: provider.origins.issuer)
        let device = try await provider.store.transaction { db in
            let application = try authentication.application(in: db, at: provider.time.now)
            let checks = AuthorizationChecks(
                request: AuthorizationRequest(ofDevice: parameters), keys: provider.keys.published,
                issuer: provider.origins.issuer, db: db)
            try checks.runForDevice(application)
            let device = DeviceCode(
                code: provider.entropy.token(), userCode: try self.unusedCode(in: db), applicationID: application.id,
                parameters: checks.request.json,
                expiresAt: provider.time.now.advanced(bySeconds: DeviceCode.lifetime))
            try db.insert(device)
            return device
        }
        // Logto's shorthand for the engine's own address, which is easier to type.
        let page = "\(provider.origins.logto)/device"
        let userCode = UserCode.formatted(device.userCode)
        return .json(
            [
                "device_code": .string(device.code),
                "user_code": .string(userCode),
                "verification_uri": .string(page),
                "verification_uri_complete": .string("\(page)?user_code=\(userCode)"),
                "expires_in": .int(DeviceCode.lifetime),
            ], headers: [.cacheControl: "no-store"])
    }

    /// Two devices never show the same.
    private func unusedCode(in db: Transaction) throws -> String {
        var code = UserCode.make(self.provider.entropy)
        while try db.deviceCode(userCode: code) != nil { code = UserCode.make(self.provider.entropy) }
        return code
    }
}

extension AuthorizationRequest {
    /// A device has no browser that could be redirected: the parameters about that mean nothing here.
    fileprivate init(ofDevice parameters: FormParameters) {
        let foreign = [
            "code_challenge", "code_challenge_method", "prompt", "redirect_uri", "response_mode", "response_type",
            "state",
        ]
        let own = parameters.pairs.filter { !foreign.contains($0.name) }
        self.init(FormParameters(own.map { ($0.name, $0.value) }))
    }
}
