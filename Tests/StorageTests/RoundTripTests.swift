import Core
import Storage
import Testing

/// What is put into the store comes out as it was.
@Suite struct RoundTripTests {
    @Test func `Logto's entities come out as they were`() async throws {
        let store = try await Store.filled()
        try await store.read { db throws in
            let now = Entities.now
            #expect(try db.application(Entities.application.id) == Entities.application)
            #expect(try db.applications() == [Entities.application])
            #expect(try db.connector(Entities.connector.id) == Entities.connector)
            #expect(try db.user(Entities.user.id) == Entities.user)
            #expect(try db.user(username: "ada") == Entities.user)
            #expect(try db.user(primaryEmail: "ada@example.com") == Entities.user)
            #expect(try db.user(primaryPhone: "15550100") == Entities.user)
            #expect(try db.user(identity: "10001", at: "patreon") == Entities.user)
            #expect(try db.user(identity: "10001", at: "github") == nil)
            #expect(try db.grant(Entities.grant.id, at: now) == Entities.grant)
            #expect(try db.session(cookie: "a cookie", at: now) == Entities.session)
            #expect(try db.session(uid: "a session", at: now) == Entities.session)
            #expect(try db.interaction("an interaction") == Entities.interaction)
            #expect(try db.authorizationCode("a code", at: now) == Entities.code)
            #expect(try db.accessToken("an access token", at: now) == Entities.accessToken)
            #expect(try db.refreshToken("a refresh token", at: now) == Entities.refreshToken)
            #expect(try db.deviceCode("a device code") == Entities.deviceCode)
            #expect(try db.deviceCode(userCode: "BCDFGHJK") == Entities.deviceCode)
            #expect(try db.subjectToken("sub_a", at: now) == Entities.subjectToken)
            #expect(try db.personalAccessToken("pat_a") == Entities.personalAccessToken)
            #expect(try db.personalAccessToken("mine", of: Entities.user.id) == Entities.personalAccessToken)
            #expect(
                try db.passcode(interaction: "an interaction", kindOf: .email("x"), for: .signIn) == Entities.passcode)
            #expect(try db.passcode(address: .email("ada@example.com"), for: .signIn) == Entities.passcode)
            #expect(try db.oneTimeToken(Entities.oneTimeToken.id) == Entities.oneTimeToken)
            #expect(try db.oneTimeToken(token: "t") == Entities.oneTimeToken)
            #expect(try db.mfaVerifications(of: Entities.user.id) == [Entities.totp, Entities.backupCodes])
            #expect(try db.mfaVerifications(of: "nobody") == [])
            #expect(try db.logtoConfig(of: Entities.user.id) == Entities.logtoConfig)
            #expect(try db.logtoConfig(of: "nobody") == UserLogtoConfig())
            #expect(try db.messages() == [Entities.message])
            #expect(try db.signingKeys() == [Entities.signingKey])
            #expect(try db.secret("cookie_key") == "k")
        }
    }

    @Test func `how an application looks comes out as it was`() async throws {
        let store = try await Store.filled()
        let experience = ApplicationSignInExperience(
            color: ["primaryColor": "#123456"], branding: ["logoUrl": "mock://logo"], customCss: "a{}",
            termsOfUseUrl: "https://a.example/t", privacyPolicyUrl: "https://a.example/p", displayName: "An app")
        try await store.transaction { db throws in
            let id = Entities.application.id
            #expect(try db.signInExperience(of: id) == nil)
            try db.put(experience, of: id)
            #expect(try db.signInExperience(of: id) == experience)
            try db.put(ApplicationSignInExperience(), of: id)
            #expect(try db.signInExperience(of: id) == ApplicationSignInExperience())
        }
    }

    @Test func `a key that waits becomes current when its time has come`() async throws {
        let store = try await Store.filled()
        let (now, later) = (Entities.now, Entities.now.advanced(bySeconds: 60))
        let waiting = SigningKeyRecord(id: "next", pem: "p", status: .next, createdAt: now, effectiveAt: later)
        try await store.transaction { db throws in
            try db.stage(SigningKeyRecord(id: "other", pem: "p", status: .next, createdAt: now, effectiveAt: later))
            try db.stage(waiting)
            #expect(try db.signingKeys(at: later.advanced(byMilliseconds: -1)) == [Entities.signingKey, waiting])
            let keys = try db.signingKeys(at: later)
            #expect(keys.map(\.id) == ["next", "kid"])
            #expect(keys.map(\.status) == [.current, .previous])
            #expect(keys.map(\.effectiveAt) == [nil, nil])
            #expect(try db.signingKeys() == keys)
        }
    }

    @Test func `an application's access rules come out in the order in which they were given`() async throws {
        let store = try await Store.filled()
        let control = ApplicationAccessControl(
            userIDs: [Entities.user.id], userRoleIDs: ["r2", "r1"], organizationIDs: ["o"],
            organizationRoleRules: [.init(organizationID: "o", organizationRoleIDs: ["b", "a"])])
        try await store.transaction { db throws in
            for id in ["r1", "r2"] { try db.put(LogtoRole(id: ID(id), name: id, description: "")) }
            try db.put(Organization(id: "o", name: "O"), at: Entities.now)
            for id in ["a", "b"] { try db.put(OrganizationRole(id: ID(id), name: id)) }
            #expect(try db.accessControl(of: Entities.application.id).isEmpty)
            try db.put(control, of: Entities.application.id)
            #expect(try db.accessControl(of: Entities.application.id) == control)
            try db.put(ApplicationAccessControl(), of: Entities.application.id)
            #expect(try db.accessControl(of: Entities.application.id).isEmpty)
        }
    }

    @Test func `Patreon's entities come out as they were`() async throws {
        let store = try await Store.filled()
        try await store.read { db throws in
            #expect(try db.patreonAccount("10001") == Entities.account)
            #expect(try db.patreonClient("client") == Entities.client)
            #expect(try db.patreonCode("a patreon code") == Entities.patreonCode)
            #expect(try db.patreonTokens(accessToken: "at") == Entities.patreonTokens)
            #expect(try db.patreonTokens(refreshToken: "rt") == Entities.patreonTokens)
            #expect(try db.patreonConsent(of: "10001", to: "client") == ["identity"])
            #expect(try db.patreonConsent(of: "10001", to: "other") == [])
        }
    }

    @Test func `the sign-in experience comes out as it was, and as a fresh instance's where none is`() async throws {
        var experience = SignInExperience()
        experience.color.primaryColor = "#123456"
        experience.color.isDarkModeEnabled = true
        experience.languageInfo.autoDetect = false
        experience.languageInfo.fallbackLanguage = "ja"
        experience.termsOfUseUrl = "https://a.example/t"
        experience.signUp.identifiers = [.email, .phone]
        experience.signUp.password = false
        experience.signUp.verify = true
        experience.signInMethods = []
        experience.socialSignIn.automaticAccountLinking = true
        experience.socialSignInConnectorTargets = ["patreon"]
        experience.mode = .register
        experience.unknownSessionRedirectUrl = "https://a.example/"
        let changed = experience
        let store = try Store.inMemory()
        #expect(try await store.read { try $0.signInExperience() } == SignInExperience())
        try await store.transaction { try $0.put(changed) }
        #expect(try await store.read { try $0.signInExperience() } == changed)
    }

    @Test func `a user without anything but an id comes out as it was`() async throws {
        let bare = LogtoUser(id: "bare", createdAt: Entities.now, updatedAt: Entities.now)
        let store = try Store.inMemory()
        try await store.transaction { try $0.insert(bare) }
        #expect(try await store.read { try $0.user("bare") } == bare)
    }

    @Test(arguments: ["", "a\u{0}b", "\"quoted\"", "null", "é\u{301}", nil])
    func `text from outside comes out as it came, a NUL included`(text: String?) async throws {
        let store = try await Store.filled()
        var code = Entities.code
        code.code = "another"
        code.nonce = text
        let (added, mismatch) = (
            code,
            PatreonRedirectMismatch(
                clientID: "client", redirectURI: "https://x.example", state: text, occurredAt: Entities.now)
        )
        try await store.transaction { db throws in
            try db.insert(added)
            try db.insert(mismatch)
        }
        #expect(try await store.read { try $0.authorizationCode("another", at: Entities.now) } == added)
        #expect(try await store.read { try $0.patreonRedirectMismatch(state: text) } == mismatch)
        #expect(try await store.read { try $0.patreonRedirectMismatch(state: "other") } == nil)
    }

    /// GRDB binds text up to its first NUL.
    @Test func `text with a NUL finds nothing, though something begins alike`() async throws {
        let store = try await Store.filled()
        try await store.read { db throws in
            let now = Entities.now
            #expect(try db.application(ID("app000000000000000001\u{0}x")) == nil)
            #expect(try db.connector("connector001\u{0}") == nil)
            #expect(try db.user("user00000001\u{0}") == nil)
            #expect(try db.user(username: "ada\u{0}") == nil)
            #expect(try db.user(primaryEmail: "ada@example.com\u{0}x") == nil)
            #expect(try db.user(primaryPhone: "15550100\u{0}") == nil)
            #expect(try db.user(identity: "10001\u{0}", at: "patreon") == nil)
            #expect(try db.grant("a grant\u{0}", at: now) == nil)
            #expect(try db.session(cookie: "a cookie\u{0}", at: now) == nil)
            #expect(try db.session(uid: "a session\u{0}", at: now) == nil)
            #expect(try db.interaction("an interaction\u{0}") == nil)
            #expect(try db.authorizationCode("a code\u{0}x", at: now) == nil)
            #expect(try db.accessToken("an access token\u{0}", at: now) == nil)
            #expect(try db.refreshToken("a refresh token\u{0}", at: now) == nil)
            #expect(try db.patreonAccount("10001\u{0}") == nil)
            #expect(try db.patreonClient("client\u{0}") == nil)
            #expect(try db.patreonCode("a patreon code\u{0}") == nil)
            #expect(try db.patreonTokens(accessToken: "at\u{0}") == nil)
            #expect(try db.patreonTokens(refreshToken: "rt\u{0}") == nil)
        }
    }

    @Test(arguments: ["'; drop table users; --", "\" or 1=1", "%", "_da", "ADA", "ada "])
    func `hostile text is looked up as it stands`(text: String) async throws {
        let store = try await Store.filled()
        #expect(try await store.read { try $0.user(username: text) } == nil)
        #expect(try await store.read { try $0.userCount() } == 1)
    }
}
