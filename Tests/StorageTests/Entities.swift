import Core
import Storage

/// Entities of a small world, each with all that it needs to be stored.
enum Entities {
    static let now = Instant(seconds: 1_800_000_000)

    static let user = LogtoUser(
        id: "user00000001", username: "ada", passwordHash: "a hash", passwordAlgorithm: .bcrypt,
        passwordUpdatedAt: Self.now.advanced(bySeconds: -2), isPasswordExpired: true, primaryEmail: "ada@example.com",
        primaryPhone: "15550100", name: "Ada Żółć", avatar: "https://a.example/ada", profile: ["familyName": "Żółć"],
        customData: ["a": .array([1, .null])],
        identities: [
            LogtoUser.Identity(target: "patreon", userID: "10001", details: ["id": "10001", "rawData": ["x": true]])
        ], applicationID: "app000000000000000001", lastSignInAt: Self.now.advanced(bySeconds: -1), createdAt: Self.now,
        updatedAt: Self.now)

    static let application: LogtoApplication = {
        var application = LogtoApplication(
            id: "app000000000000000001", name: "App", description: "For tests", kind: .traditional, isThirdParty: true,
            isAccessControlled: true,
            secrets: [
                LogtoApplication.Secret(value: "s1"),
                LogtoApplication.Secret(name: "second", value: "s2", expiresAt: Self.now),
            ],
            oidcClientMetadata: LogtoApplication.OIDCClientMetadata(
                redirectUris: ["https://a.example/cb", "app://cb"], postLogoutRedirectUris: ["https://a.example/"]))
        application.oidcClientMetadata.backchannelLogoutUri = "https://a.example/out"
        application.oidcClientMetadata.backchannelLogoutSessionRequired = true
        application.customClientMetadata.corsAllowedOrigins = ["https://a.example"]
        application.customClientMetadata.idTokenTtl = 60
        application.customClientMetadata.refreshTokenTtlInDays = 7
        application.customClientMetadata.alwaysIssueRefreshToken = true
        application.customClientMetadata.rotateRefreshToken = false
        return application
    }()

    static let connector = LogtoConnector(
        id: "connector001", factory: "patreon-universal", config: ["clientId": "c"], syncProfile: true)

    static let grant = Grant(
        id: "a grant", userID: Self.user.id, applicationID: Self.application.id, scopes: ["openid", "email"],
        resources: ["https://api.example": ["read"]], rejectedResources: ["https://api.example": ["write"]],
        createdAt: Self.now, expiresAt: Self.now.advanced(bySeconds: 1000)
    )

    static let session = OIDCSession(
        uid: "a session", cookie: "a cookie", userID: Self.user.id, authenticatedAt: Self.now,
        logout: OIDCSession.Logout(
            xsrf: "x", applicationID: Self.application.id, redirectURI: "https://a.example/", state: "s"),
        expiresAt: Self.now.advanced(bySeconds: 1000),
        authorizations: [Self.application.id: OIDCSession.Authorization(grantID: Self.grant.id, sid: "sid")])

    static let interaction = Interaction(
        uid: "an interaction", applicationID: Self.application.id, parameters: ["scope": "openid"], prompt: .consent,
        sessionUserID: Self.user.id, signedInUserID: Self.user.id, consentedGrantID: Self.grant.id, state: ["a": 1],
        csrfToken: "csrf", expiresAt: Self.now.advanced(bySeconds: 1000))

    static let code = AuthorizationCode(
        code: "a code", grantID: Self.grant.id, sessionUID: Self.session.uid, isSessionBound: true, sid: "sid",
        scopes: ["openid"], resources: ["https://api.example"], redirectURI: "https://a.example/cb?x=%20", nonce: "n",
        codeChallenge: "c",
        authTime: Self.now, expiresAt: Self.now.advanced(bySeconds: 60))

    static let accessToken = AccessToken(
        token: "an access token", grantID: Self.grant.id, sessionUID: Self.session.uid, isSessionBound: true,
        sid: "sid", scopes: ["openid"], issuedAt: Self.now, expiresAt: Self.now.advanced(bySeconds: 3600))

    static let refreshToken = RefreshToken(
        token: "a refresh token", grantID: Self.grant.id, sessionUID: Self.session.uid, isSessionBound: true,
        sid: "sid", scopes: ["openid", "offline_access"], resources: ["https://api.example"], nonce: "n",
        authTime: Self.now,
        chainStartedAt: Self.now.advanced(bySeconds: -9), issuedAt: Self.now,
        expiresAt: Self.now.advanced(bySeconds: 9999))

    static let deviceCode = DeviceCode(
        code: "a device code", userCode: "BCDFGHJK", applicationID: Self.application.id,
        parameters: ["scope": "openid"], isInFlight: true,
        outcome: .approved(
            DeviceCode.Approval(
                userID: Self.user.id, grantID: Self.grant.id, sessionUID: Self.session.uid, isSessionBound: true,
                sid: "sid", scopes: ["openid"], resources: ["https://api.example"], nonce: "n\0", authTime: Self.now)),
        consumedAt: Self.now, expiresAt: Self.now.advanced(bySeconds: 600))

    static let subjectToken = SubjectToken(
        token: "sub_a", userID: Self.user.id, context: ["ticket": 7], createdAt: Self.now, consumedAt: Self.now,
        expiresAt: Self.now.advanced(bySeconds: 600))

    static let personalAccessToken = PersonalAccessToken(
        userID: Self.user.id, name: "mine", value: "pat_a", createdAt: Self.now,
        expiresAt: Self.now.advanced(bySeconds: 60))

    static let passcode = Passcode(
        id: "a passcode", interactionUID: Self.interaction.uid, address: .email("ada@example.com"), purpose: .signIn,
        code: "012345", tryCount: 3, createdAt: Self.now)

    static let oneTimeToken = OneTimeToken(
        id: "a one-time token", email: "ada@example.com", token: "t", context: ["interactionEvent": "SignIn"],
        storedStatus: .revoked, createdAt: Self.now, expiresAt: Self.now.advanced(bySeconds: 600))

    static let totp = MFAVerification(
        id: "a totp", .totp(secret: "GEZDGNBVGY3TQOJQ"), createdAt: Self.now,
        lastUsedAt: Self.now.advanced(bySeconds: 1))

    static let backupCodes = MFAVerification(
        id: "a sheet", .backupCodes([.init("0000000000", usedAt: Self.now), .init("1111111111")]),
        createdAt: Self.now)

    static let logtoConfig: UserLogtoConfig = {
        var config = UserLogtoConfig()
        config.isMFAEnabled = false
        config.skipsMFAOnSignIn = true
        config.isPasskeySkipped = true
        return config
    }()

    static let message = Message(
        id: 1, address: .phone("15550100"), purpose: .bindMFA, subject: "a\0b", content: "c", payload: ["code": "1"],
        connectorID: "gone", sentAt: Self.now)

    static let account = PatreonAccount(
        id: "10001", fullName: "Ada", email: "ada@example.com", isEmailVerified: false, vanity: "ada",
        story: "A story.", createdAt: Self.now)

    static let client = PatreonClient(
        id: "client", secret: "secret", name: "Client", apiVersion: 1, redirectURIs: ["https://c.example/cb"],
        ownerID: Self.account.id, privacyPolicyURL: "https://c.example/p", termsOfServiceURL: "https://c.example/t")

    static let patreonCode = PatreonCode(
        code: "a patreon code", clientID: Self.client.id, accountID: Self.account.id,
        redirectURI: "https://c.example/cb",
        scopes: ["identity", "identity[email]"], expiresAt: Self.now.advanced(bySeconds: 300))

    static let patreonTokens = PatreonTokenPair(
        accessToken: "at", refreshToken: "rt", clientID: Self.client.id, accountID: Self.account.id,
        scopes: ["identity"], createdAt: Self.now, expiresAt: Self.now.advanced(bySeconds: 3600))

    static let pushedRequest = PushedRequest(
        id: "a pushed request", applicationID: Self.application.id, parameters: ["scope": "openid"],
        expiresAt: Self.now.advanced(bySeconds: 60))

    static let signingKey = SigningKeyRecord(id: "kid", pem: "pem", status: .current, createdAt: Self.now)
}

extension Store {
    /// With every entity in it.
    static func filled(_ path: String? = nil) async throws -> Store {
        let store = try path.map { try Store.open($0) } ?? Store.inMemory()
        try await store.transaction { db throws in
            try db.put(Entities.application, at: Entities.now)
            try db.put(Entities.connector, at: Entities.now)
            try db.insert(Entities.user)
            try db.insert(Entities.totp, of: Entities.user.id)
            try db.insert(Entities.backupCodes, of: Entities.user.id)
            try db.put(Entities.logtoConfig, of: Entities.user.id)
            try db.put(Entities.grant)
            try db.put(Entities.session)
            try db.insert(Entities.interaction)
            try db.insert(Entities.code)
            try db.insert(Entities.accessToken)
            try db.insert(Entities.refreshToken)
            try db.insert(Entities.pushedRequest)
            try db.insert(Entities.deviceCode)
            try db.insert(Entities.subjectToken)
            try db.put(Entities.personalAccessToken)
            try db.insert(Entities.passcode)
            try db.insert(Entities.oneTimeToken)
            try db.insert(Entities.message)
            try db.put(Entities.account)
            try db.put(Entities.client, at: Entities.now)
            try db.insert(Entities.patreonCode)
            try db.insert(Entities.patreonTokens)
            try db.putPatreonConsent(of: Entities.account.id, to: Entities.client.id, scopes: ["identity"])
            try db.insert(Entities.signingKey)
            try db.insert(secret: "cookie_key", value: "k")
        }
        return store
    }
}
