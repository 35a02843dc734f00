import Core
import HTTPTypes
import Storage

/// What a person has done so far in an interaction, and the one set of rules for what they may do next: for the sign-in
/// pages and for the Experience API alike (spec `logto-oidc.md` §8, §9).
///
/// A value. A rule that throws leaves it as it was.
package struct ExperienceInteraction: Equatable, Sendable {
    package internal(set) var event: InteractionEvent
    /// Who was identified.
    package internal(set) var userID: ID<LogtoUser>?
    /// What is to be written to that user, or to be the new user.
    package internal(set) var profile = InteractionProfile()
    package private(set) var records: [VerificationRecord] = []
    /// What of second factors is to be written to the user.
    package internal(set) var mfa = InteractionMFA()
    /// Whoever comes through a provider, or with a token from an e-mail, is no robot (§9.2).
    package internal(set) var skipsCaptcha = false
    /// What the connector keeps between sending the browser away and its return; good for one return (§9.2).
    private var connectorSession: JSON?

    /// An interaction begins anew: nothing of an earlier one is left (§8.1, `PUT /api/experience`).
    package init(_ event: InteractionEvent) {
        self.event = event
    }

    /// Turns from signing in to registering or back. What was collected for the user is dropped, what was proved stays.
    ///
    /// - Throws: 403 `auth.forbidden`; 400 `session.not_supported_for_forgot_password`.
    package mutating func change(to event: InteractionEvent, in context: ExperienceContext) throws(LogtoError) {
        self.audit("Update")
        AuditTrail.current?.add(["interactionEvent": .string(event.rawValue)])
        try context.settings.check(event, hasOneTimeToken: self.hasOneTimeToken)
        guard (event == .forgotPassword) == (self.event == .forgotPassword) else {
            throw LogtoError("session.not_supported_for_forgot_password")
        }
        if event != self.event { self.profile = InteractionProfile() }
        self.event = event
    }

    /// Keeps a record, in place of the one of its type.
    package mutating func set(_ record: VerificationRecord) {
        if let index = self.records.firstIndex(where: { $0.type == record.type }) {
            self.records[index] = record
        } else {
            self.records.append(record)
        }
    }

    /// - Throws: 404 `session.verification_session_not_found`.
    package func record(_ id: String) throws(LogtoError) -> VerificationRecord {
        guard let record = self.records.first(where: { $0.id == id }) else { throw .verificationNotFound }
        return record
    }

    /// - Throws: 404 `session.verification_session_not_found`, also for a record of another type.
    func record(_ id: String, type: String) throws(LogtoError) -> VerificationRecord {
        let record = try self.record(id)
        guard record.type == type else { throw .verificationNotFound }
        return record
    }

    /// The user who was identified.
    ///
    /// - Throws: 404 `session.identifier_not_found`; 404 `entity.not_found` for one who was deleted meanwhile.
    package func identifiedUser(in db: Transaction) throws -> LogtoUser {
        guard let id = self.userID else { throw LogtoError("session.identifier_not_found", .notFound) }
        guard let user = try db.user(id) else { throw LogtoError("entity.not_found", .notFound) }
        return user
    }
}

/// The way to a provider and back (§9.2).
extension ExperienceInteraction {
    /// The browser is sent to a provider.
    package mutating func beginSocial(
        _ connector: ID<LogtoConnector>, redirectURI: String, in context: ExperienceContext
    ) -> VerificationRecord {
        let record = context.record(.social(connector, nil))
        self.set(record)
        self.connectorSession = ["redirectUri": .string(redirectURI)]
        return record
    }

    /// - Throws: 404 `session.verification_session_not_found`, also for the record of another connector.
    package func checkSocial(_ id: String, of connector: ID<LogtoConnector>) throws(LogtoError) {
        guard case .social(connector, _) = try self.record(id).content else { throw .verificationNotFound }
    }

    /// The account that a record proves.
    ///
    /// - Throws: 404 `session.verification_session_not_found`; 400 `session.verification_failed` as long as the browser
    ///   has not come back.
    package func socialProfile(_ id: String) throws(LogtoError) -> SocialProfile {
        guard case .social(_, let profile) = try self.record(id).content else { throw .verificationNotFound }
        guard let profile else { throw .verificationFailed }
        return profile
    }

    /// The record of an account at a provider that was proved, if there is one.
    package var provenSocialID: String? {
        self.records.first { if case .social(_, .some) = $0.content { true } else { false } }?.id
    }

    /// The address at which the provider was told to send the browser back.
    ///
    /// - Throws: 400 `session.connector_validation_session_not_found` where that is known no more.
    package mutating func takeConnectorSession() throws(LogtoError) -> String {
        guard let redirectURI = self.connectorSession?["redirectUri"]?.string else {
            throw LogtoError("session.connector_validation_session_not_found")
        }
        self.connectorSession = nil
        return redirectURI
    }

    /// The provider has said who it was.
    package mutating func finishSocial(
        _ id: String, of connector: ID<LogtoConnector>, as profile: SocialProfile
    ) throws(LogtoError) {
        try self.checkSocial(id, of: connector)
        self.set(VerificationRecord(id: id, .social(connector, profile)))
        self.skipsCaptcha = true
    }
}

/// Between two requests it waits in the interaction.
extension ExperienceInteraction {
    package var json: JSON {
        [
            "interactionEvent": .string(self.event.rawValue),
            "userId": self.userID.map { .string($0.value) },
            "profile": self.profile.json,
            "verificationRecords": .array(self.records.map(\.json)),
            "mfa": self.mfa.json,
            "captcha": self.captcha,
            "connectorSession": self.connectorSession,
        ]
    }

    /// As `GET /api/experience/interaction` shows it: without secrets (§8.1).
    package var publicJSON: JSON {
        [
            "interactionEvent": .string(self.event.rawValue),
            "userId": self.userID.map { .string($0.value) },
            "profile": self.profile.publicJSON,
            "verificationRecords": .array(self.records.map(\.publicJSON)),
            "mfa": self.mfa.publicJSON,
            "captcha": self.captcha,
        ]
    }

    /// What is remembered of a sign-in with its session: its event, its user and its proofs.
    package var submissionJSON: JSON {
        let names = ["interactionEvent", "userId", "verificationRecords"]
        return .object((self.publicJSON.members ?? []).filter { names.contains($0.name) })
    }

    private var captcha: JSON { ["verified": false, "skipped": .bool(self.skipsCaptcha)] }

    package init?(_ json: JSON) {
        guard let event = json["interactionEvent"]?.string.flatMap(InteractionEvent.init) else { return nil }
        self.event = event
        self.userID = json["userId"]?.string.map { ID($0) }
        self.profile = InteractionProfile(json["profile"])
        self.records = (json["verificationRecords"]?.array ?? []).compactMap(VerificationRecord.init)
        self.mfa = InteractionMFA(json["mfa"])
        self.skipsCaptcha = json["captcha"]?["skipped"]?.bool ?? false
        self.connectorSession = json["connectorSession"]
    }
}

extension Interaction {
    /// `nil` as long as none was begun.
    package var experience: ExperienceInteraction? {
        get { self.state["experience"].flatMap(ExperienceInteraction.init) }
        set { self.state = self.state.setting("experience", to: newValue?.json) }
    }
}

extension LogtoError {
    package static var verificationNotFound: LogtoError {
        LogtoError("session.verification_session_not_found", .notFound)
    }

    static var verificationFailed: LogtoError { LogtoError("session.verification_failed") }
}
