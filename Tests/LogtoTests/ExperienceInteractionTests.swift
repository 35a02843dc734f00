import Core
import HTTPTypes
import Storage
import Testing

@testable import Logto

@Suite("The rules of an interaction, as values (spec §8, §9)")
struct ExperienceInteractionTests {
    private static let now = Instant(seconds: 1_800_000_000)

    /// Applies rules to an interaction in a store with three users and a connector.
    private static func apply<Value: Sendable>(
        _ interaction: ExperienceInteraction,
        _ change: @escaping @Sendable (inout SignInExperience) -> Void = { $0.signUp.password = false },
        _ rule: @escaping @Sendable (inout ExperienceInteraction, ExperienceContext) throws -> Value
    ) async throws -> (ExperienceInteraction, Value) {
        let store = try Store.inMemory()
        return try await store.transaction { db in
            try db.put(LogtoApplication(id: "app", name: "App", kind: .traditional), at: Self.now)
            try db.put(
                LogtoConnector(id: "patreon00001", factory: LogtoConnector.patreonFactory, config: [:]), at: Self.now)
            for user in Self.users { try db.insert(user) }
            var settings = SignInExperience()
            settings.signUp.identifiers = []
            change(&settings)
            var interaction = interaction
            let value = try rule(
                &interaction,
                ExperienceContext(
                    db: db, settings: settings, applicationID: "app", now: Self.now,
                    entropy: Entropy { Array(repeating: 7, count: $0) }))
            return (interaction, value)
        }
    }

    private static let users = [
        LogtoUser(
            id: "alice", username: "alice", passwordHash: "h", primaryEmail: "a@example.com", createdAt: now,
            updatedAt: now),
        LogtoUser(
            id: "mika", username: "mika",
            identities: [.init(target: "patreon", userID: "1", details: ["id": "1", "rawData": [:]])],
            createdAt: now, updatedAt: now),
        LogtoUser(id: "sam", username: "sam", isSuspended: true, createdAt: now, updatedAt: now),
    ]

    private static func interaction(
        _ event: InteractionEvent, _ contents: VerificationRecord.Content...
    ) -> ExperienceInteraction {
        var interaction = ExperienceInteraction(event)
        for (index, content) in contents.enumerated() {
            interaction.set(VerificationRecord(id: "r\(index)", content))
        }
        return interaction
    }

    private static func password(_ username: String) -> VerificationRecord.Content {
        .password(UserIdentifier(.username, username))
    }

    private static func social(_ id: String, email: String? = nil) -> VerificationRecord.Content {
        .social("patreon00001", SocialProfile(id: id, name: "Aki", email: email, rawData: [:]))
    }

    private static func refusal(_ body: () async throws -> Void) async throws -> String? {
        do {
            try await body()
            return nil
        } catch let error as LogtoError {
            return "\(error.status.code) \(error.code ?? "-")"
        }
    }

    @Test(arguments: [
        (InteractionEvent.signIn, InteractionEvent.register, nil), (.register, .signIn, nil), (.signIn, .signIn, nil),
        (.forgotPassword, .forgotPassword, nil),
        (.signIn, .forgotPassword, "400 session.not_supported_for_forgot_password"),
        (.forgotPassword, .signIn, "400 session.not_supported_for_forgot_password"),
    ])
    func `one may turn from signing in to registering, and only that`(
        from: InteractionEvent, to: InteractionEvent, refused: String?
    ) async throws {
        let refusal = try await Self.refusal {
            _ = try await Self.apply(Self.interaction(from)) { try $0.change(to: to, in: $1) }
        }
        #expect(refusal == refused)
    }

    @Test func `turning drops what was collected, and keeps what was proved`() async throws {
        var begun = Self.interaction(.register, Self.social("9"))
        begun.profile = InteractionProfile(username: "new")
        let (same, _) = try await Self.apply(begun) { try $0.change(to: .register, in: $1) }
        #expect(same == begun)
        let (turned, _) = try await Self.apply(begun) { try $0.change(to: .signIn, in: $1) }
        #expect(turned.profile == InteractionProfile())
        #expect(turned.records == begun.records)
    }

    @Test(arguments: [
        (InteractionEvent.register, SignInExperience.Mode.signIn), (.signIn, .register),
    ])
    func `the tenant's mode rules events out`(event: InteractionEvent, mode: SignInExperience.Mode) async throws {
        let refusal = try await Self.refusal {
            _ = try await Self.apply(Self.interaction(.signIn), { $0.mode = mode }) { try $0.change(to: event, in: $1) }
        }
        #expect(refusal == "403 auth.forbidden")
    }

    struct Identification: Sendable, CustomTestStringConvertible {
        var event = InteractionEvent.signIn
        let content: VerificationRecord.Content
        var id = "r0"
        var links = false
        var mode = SignInExperience.Mode.signInAndRegister
        var methods: [SignInExperience.Identifier] = [.username]
        var known: ID<LogtoUser>?
        let result: String
        var testDescription: String { "\(self.content) \(self.result)" }
    }

    @Test(arguments: [
        Identification(content: password("alice"), result: "alice"),
        Identification(content: password("alice"), known: "alice", result: "alice"),
        Identification(content: password("alice"), known: "mika", result: "409 session.identity_conflict"),
        Identification(content: password("nobody"), result: "404 user.user_not_exist"),
        Identification(content: password("sam"), result: "401 user.suspended"),
        // A suspended user is refused before a conflict is.
        Identification(content: password("sam"), known: "mika", result: "401 user.suspended"),
        Identification(content: password("alice"), id: "r9", result: "404 session.verification_session_not_found"),
        // The record is looked for before the mode is, and the mode before the method.
        Identification(
            content: password("alice"), id: "r9", mode: .register, result: "404 session.verification_session_not_found"),
        Identification(content: password("alice"), mode: .register, methods: [], result: "403 auth.forbidden"),
        Identification(content: password("alice"), methods: [.email], result: "422 user.sign_in_method_not_enabled"),
        Identification(
            content: .newPasswordIdentity(UserIdentifier(.username, "x"), passwordHash: "h"),
            result: "422 user.sign_in_method_not_enabled"),
        Identification(event: .register, content: password("alice"), result: "400 session.invalid_interaction_type"),
        Identification(
            event: .forgotPassword, content: password("alice"),
            result: "422 session.not_supported_for_forgot_password"),
        Identification(
            event: .forgotPassword, content: social("1"), result: "422 session.not_supported_for_forgot_password"),
        Identification(content: social("1"), methods: [], result: "mika"),
        Identification(content: .social("patreon00001", nil), result: "400 session.verification_failed"),
        Identification(content: .social("other", social("1").profile), result: "422 session.invalid_connector_id"),
        Identification(content: social("9"), result: "404 user.identity_not_exist"),
        Identification(content: social("9", email: "a@example.com"), result: "404 user.identity_not_exist"),
        Identification(content: social("9", email: "a@example.com"), links: true, result: "alice"),
        Identification(content: social("9"), links: true, result: "404 user.identity_not_exist"),
    ])
    func `who is it? (§8.4)`(row: Identification) async throws {
        var begun = Self.interaction(row.event, row.content)
        begun.userID = row.known
        let interaction = begun
        var result: String?
        let refusal = try await Self.refusal {
            let (identified, _) = try await Self.apply(
                interaction,
                { settings in
                    settings.mode = row.mode
                    settings.signInMethods = row.methods.map {
                        .init(identifier: $0, password: true, verificationCode: false, isPasswordPrimary: true)
                    }
                }
            ) { try $0.identify(by: row.id, linksSocialIdentity: row.links, in: $1) }
            result = identified.userID?.value
        }
        #expect(refusal ?? result == row.result)
    }

    @Test func `an unknown account's owner is hinted at by the raw address`() async throws {
        for (email, related) in [(nil, nil), ("a@example.com", ["type": "email", "value": "a@example.com"] as JSON?)] {
            let interaction = Self.interaction(.signIn, Self.social("9", email: email))
            let error = await #expect(throws: LogtoError.self) {
                _ = try await Self.apply(interaction) { try $0.identify(by: "r0", in: $1) }
            }
            #expect(error?.data == ["relatedUser": related])
        }
    }

    struct Registration: Sendable, CustomTestStringConvertible {
        var event = InteractionEvent.register
        let content: VerificationRecord.Content
        var mode = SignInExperience.Mode.signInAndRegister
        var identifiers: [SignInExperience.Identifier] = []
        var asksForPassword = true
        var skips = false
        let result: String
        var testDescription: String { "\(self.content) \(self.result)" }
    }

    private static func newUser(_ name: String) -> VerificationRecord.Content {
        .newPasswordIdentity(UserIdentifier(.username, name), passwordHash: "h")
    }

    @Test(arguments: [
        Registration(content: newUser("new"), result: "new"),
        Registration(content: newUser("new"), identifiers: [.username], result: "new"),
        Registration(content: newUser("alice"), result: "422 user.username_already_in_use"),
        // What is taken is found before the mode is looked at.
        Registration(content: newUser("alice"), mode: .signIn, result: "422 user.username_already_in_use"),
        Registration(content: newUser("new"), mode: .signIn, identifiers: [.email], result: "403 auth.forbidden"),
        Registration(content: newUser("new"), identifiers: [.email], result: "422 user.missing_profile [email]"),
        Registration(content: password("alice"), result: "400 session.verification_failed"),
        Registration(content: .social("patreon00001", nil), result: "400 session.verification_failed"),
        Registration(event: .signIn, content: newUser("new"), result: "400 session.invalid_interaction_type"),
        Registration(content: social("9"), result: "-"),
        Registration(content: social("1"), result: "422 user.identity_already_in_use"),
        Registration(content: social("9"), identifiers: [.username], result: "422 user.missing_profile [username]"),
        // A username is asked for and nothing else beside it.
        Registration(
            content: social("9"), identifiers: [.email, .username], result: "422 user.missing_profile [username]"),
        Registration(content: social("9"), identifiers: [.username], skips: true, result: "-"),
        Registration(
            content: social("9"), identifiers: [.email, .phone], result: "422 user.missing_profile [emailOrPhone]"),
        Registration(content: social("9"), identifiers: [.phone], result: "422 user.missing_profile [phone]"),
        Registration(content: social("9", email: "b@example.com"), identifiers: [.email], result: "-"),
        Registration(content: social("9", email: "b@example.com"), identifiers: [.email, .phone], result: "-"),
        // Somebody else has the address, so that the new user would not.
        Registration(
            content: social("9", email: "a@example.com"), identifiers: [.email],
            result: "422 user.missing_profile [email]"),
    ])
    func `a new user (§8.4)`(row: Registration) async throws {
        let interaction = Self.interaction(row.event, row.content)
        let (_, result) = try await Self.apply(
            interaction,
            { settings in
                settings.mode = row.mode
                settings.signUp.identifiers = row.identifiers
                settings.signUp.password = row.asksForPassword
                settings.socialSignIn.skipRequiredIdentifiers = row.skips
            }
        ) { interaction, context -> String in
            do {
                try interaction.collect("r0", in: context)
                try interaction.createUser(in: context)
                #expect(interaction.profile == InteractionProfile())
                let user = try interaction.identifiedUser(in: context.db)
                #expect(user.applicationID == "app")
                return user.username ?? "-"
            } catch let error as LogtoError {
                let missing = (error.data?["missingProfile"]?.array ?? []).compactMap(\.string)
                return "\(error.status.code) \(error.code ?? "-")"
                    + (missing.isEmpty ? "" : " [\(missing.joined(separator: ", "))]")
            }
        }
        #expect(result == row.result)
    }

    @Test func `secondary identifiers are asked for as well`() {
        var settings = SignInExperience()
        settings.signUp.identifiers = [.username]
        settings.signUp.secondaryIdentifiers = [.init(identifier: .phone), .init(identifier: .emailOrPhone)]
        #expect(settings.mandatoryProfile == [.username, .emailOrPhone, .phone, .password])
    }

    @Test func `everything that is missing is named, in order`() async throws {
        let (_, missing) = try await Self.apply(
            Self.interaction(.register), { $0.signUp.identifiers = [.username] }
        ) { interaction, context -> JSON? in
            do {
                try interaction.createUser(in: context)
                return nil
            } catch let error as LogtoError {
                return error.data
            }
        }
        #expect(missing == ["missingProfile": ["username", "password"]])
    }

    struct Addition: Sendable {
        var event = InteractionEvent.signIn
        var user: ID<LogtoUser>? = "alice"
        let profile: InteractionProfile
        let result: String?
    }

    @Test(arguments: [
        Addition(profile: InteractionProfile(username: "new"), result: "422 user.username_exists_in_profile"),
        Addition(profile: InteractionProfile(primaryEmail: "b@b.b"), result: "422 user.email_exists_in_profile"),
        Addition(profile: InteractionProfile(primaryPhone: "1"), result: nil),
        Addition(profile: InteractionProfile(passwordHash: "x"), result: "422 user.password_exists_in_profile"),
        Addition(user: "mika", profile: InteractionProfile(passwordHash: "x"), result: nil),
        Addition(
            user: "mika", profile: InteractionProfile(primaryEmail: "a@example.com"),
            result: "422 user.email_already_in_use"),
        Addition(user: nil, profile: InteractionProfile(name: "N"), result: "404 session.identifier_not_found"),
        Addition(user: "gone", profile: InteractionProfile(name: "N"), result: "404 entity.not_found"),
        Addition(event: .register, user: nil, profile: InteractionProfile(username: "new"), result: nil),
        Addition(
            event: .register, user: nil, profile: InteractionProfile(username: "mika"),
            result: "422 user.username_already_in_use"),
    ])
    func `what is added must be new (§8.3)`(row: Addition) async throws {
        var begun = Self.interaction(row.event)
        begun.userID = row.user
        let interaction = begun
        let refusal = try await Self.refusal {
            let (added, _) = try await Self.apply(interaction) { try $0.add(row.profile, in: $1) }
            #expect(added.profile == row.profile)
        }
        #expect(refusal == row.result)
    }

    @Test func `submitting writes what was collected`() async throws {
        var begun = Self.interaction(.signIn, Self.social("9", email: "a@example.com"))
        begun.userID = "alice"
        begun.profile = InteractionProfile(
            primaryPhone: "1", name: "", socialIdentity: .init(target: "patreon", userID: "9", details: ["id": "9"]),
            profile: ["familyName": "A"], customData: ["x": 1])
        let (_, user) = try await Self.apply(begun) { interaction, context -> LogtoUser? in
            #expect(try interaction.submit(in: context) == .signedIn("alice"))
            return try context.db.user("alice")
        }
        #expect(user?.primaryPhone == "1")
        #expect(user?.name == nil)
        #expect(user?.profile == ["familyName": "A"])
        #expect(user?.customData == ["x": 1])
        #expect(user?.identities.map(\.userID) == ["9"])
        #expect(user?.lastSignInAt == Self.now)
    }

    @Test func `a forgotten password is replaced, and nobody is signed in`() async throws {
        var begun = Self.interaction(.forgotPassword)
        begun.userID = "alice"
        let interaction = begun
        let early = try await Self.refusal {
            _ = try await Self.apply(interaction) { try $0.submit(in: $1) }
        }
        #expect(early == "422 user.new_password_required_in_profile")
        let (_, user) = try await Self.apply(interaction) { interaction, context -> LogtoUser? in
            try interaction.resetPassword(hash: "new", in: context)
            #expect(try interaction.submit(in: context) == .passwordReset)
            return try context.db.user("alice")
        }
        #expect(user?.passwordHash == "new")
        #expect(user?.lastSignInAt == nil)
    }

    @Test func `an interaction survives being written down, and shows no secret (§8.1)`() throws {
        var interaction = Self.interaction(
            .register, Self.password("alice"), Self.newUser("new"), Self.social("9", email: "b@example.com"))
        interaction.userID = "alice"
        interaction.profile = InteractionProfile(
            username: "u", primaryEmail: "e", primaryPhone: "p", name: "n", avatar: "a", passwordHash: "secret",
            socialIdentity: .init(target: "patreon", userID: "9", details: ["id": "9", "rawData": [:]]),
            profile: ["familyName": "A"], customData: ["x": 1])
        #expect(ExperienceInteraction(try JSON(parsing: interaction.json.text())) == interaction)
        #expect(!interaction.publicJSON.text().contains("passwordEncrypted"))
        for text in ["{}", "null", #"{"interactionEvent":"x"}"#] {
            #expect(ExperienceInteraction(try JSON(parsing: text)) == nil)
        }
        // Records that no version of ours wrote are left out.
        let strange = #"{"interactionEvent":"SignIn","verificationRecords":[{},{"id":"1","type":"Password"},1]}"#
        #expect(ExperienceInteraction(try JSON(parsing: strange)) == ExperienceInteraction(.signIn))
    }

    @Test func `a record replaces the one of its type`() {
        var interaction = Self.interaction(.signIn, Self.password("alice"), Self.social("1"))
        interaction.set(VerificationRecord(id: "r2", Self.password("mika")))
        #expect(interaction.records.map(\.id) == ["r2", "r1"])
    }
}

extension VerificationRecord.Content {
    fileprivate var profile: SocialProfile? {
        if case .social(_, let profile) = self { profile } else { nil }
    }
}
