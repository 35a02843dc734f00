import Core
import Storage

/// Something that webhooks may want to know of (spec `logto-management-api.md` §8.2).
package struct HookTrigger: Sendable {
    package let event: String
    /// All of the body but the hook's own id.
    package let payload: JSON

    package init(event: String, payload: JSON) {
        self.event = event
        self.payload = payload
    }
}

extension ExperienceContext {
    /// Somebody has signed in, registered or set a new password (§8.4, interaction events).
    ///
    /// - Parameter uid: of the interaction.
    package func triggerHooks(_ event: InteractionEvent, of userID: ID<LogtoUser>, in uid: String) throws {
        guard let trail = AuditTrail.current, try self.db.hookCount() > 0, let user = try self.db.user(userID) else {
            return
        }
        let name = event.hookName
        trail.trigger(
            name,
            [
                "event": .string(name),
                "interactionEvent": .string(event.rawValue),
                "createdAt": .string(self.now.isoText),
                "sessionId": .string(uid),
                "userAgent": trail.userAgent,
                "userId": .string(userID.value),
                "userIp": trail.ip,
                "user": user.json,
                "application": try self.application,
            ])
    }

    /// A user has come about or was changed on the way (§8.4, data events).
    func triggerDataHooks(_ name: String, _ event: InteractionEvent, about user: LogtoUser) throws {
        try self.triggerDataHooks(name, event, ["data": user.json])
    }

    /// - Parameter more: what an event of this kind has to say.
    func triggerDataHooks(_ name: String, _ event: InteractionEvent, _ more: JSON) throws {
        guard let trail = AuditTrail.current, try self.db.hookCount() > 0 else { return }
        let known: JSON = [
            "event": .string(name),
            "createdAt": .string(self.now.isoText),
            "userAgent": trail.userAgent,
            "ip": trail.ip,
            "interactionEvent": .string(event.rawValue),
            "sessionId": trail.sessionID,
            "applicationId": .string(self.applicationID.value),
            "application": try self.application,
        ]
        trail.trigger(name, known.adding(more))
    }

    private var application: JSON? {
        get throws { try self.db.hookApplication(self.applicationID) }
    }
}

extension Transaction {
    /// Something was stopped (§8.4, exceptions).
    ///
    /// - Parameters:
    ///   - details: what an event of this kind has to say.
    ///   - namesInteraction: false for what is no matter of the interaction that may be going on.
    package func triggerHooks(
        exception name: String, _ details: JSON, namesInteraction: Bool = true, at now: Instant
    ) throws {
        guard let trail = AuditTrail.current, try self.hookCount() > 0 else { return }
        let members = namesInteraction ? trail.interaction.merging(details) : details
        let beginning: JSON = [
            "event": .string(name), "createdAt": .string(now.isoText), "userAgent": trail.userAgent, "ip": trail.ip,
        ]
        let application = try members["applicationId"]?.string.flatMap { try self.hookApplication(ID($0)) }
        trail.trigger(name, beginning.adding(members).adding(["application": application]))
    }

    /// An application as webhooks are told of it.
    fileprivate func hookApplication(_ id: ID<LogtoApplication>) throws -> JSON? {
        guard let record = try self.applicationRecord(id) else { return nil }
        return [
            "id": .string(record.id.value),
            "type": .string(record.kind.rawValue),
            "name": .string(record.name),
            "description": .nullable(record.description),
        ]
    }
}

extension InteractionEvent {
    fileprivate var hookName: String {
        switch self {
        case .signIn: "PostSignIn"
        case .register: "PostRegister"
        case .forgotPassword: "PostResetPassword"
        }
    }
}
