import Core
import HTTPTypes
import Logto
import Storage

/// `/organization-invitations` (spec `logto-management-api.md` §4.4, §6.10).
enum OrganizationInvitationsAPI {
    private static let path = "/organization-invitations"

    static let routes = [
        Route(
            .get, Self.path, "List invitations", answer: .list(.organizationInvitation),
            query: [.optional("organizationId", .text), .optional("inviterId", .text), .optional("invitee", .text)],
            handle: Self.list),
        Route(
            .post, Self.path, "Invite somebody to an organization", status: .created,
            answer: .json(.organizationInvitation),
            body: .object([
                .nullish("inviterId", .string([.least(1)])), .required("invitee", .string([.email, .most(256)])),
                .required("organizationId", .string([.least(1)])), .required("expiresAt", .number([])),
                .optional("organizationRoleIds", .ids),
                .optional("messagePayload", .union([.jsonObject, .refined(.boolean) { $0 == false }])),
            ]), handle: Self.create
        ).failing(.tooManyRequests, .notImplemented),
        Route(
            .get, "\(Self.path)/:id", "Read an invitation", answer: .json(.organizationInvitation), handle: Self.show),
        Route(.delete, "\(Self.path)/:id", "Delete an invitation", status: .noContent, handle: Self.delete),
        Route(
            .post, "\(Self.path)/:id/message", "Send an invitation's message", status: .noContent, body: .jsonObject,
            handle: Self.send
        ).failing(.tooManyRequests, .notImplemented),
        Route(
            .put, "\(Self.path)/:id/status", "Accept or revoke an invitation", answer: .json(.organizationInvitation),
            body: .object([
                .required("status", .choice(["Accepted", "Revoked"])),
                .nullish("acceptedUserId", .string([.least(1)])),
            ]), handle: Self.setStatus),
    ]

    @Sendable private static func list(_ call: Call) async throws -> Answer {
        let query = call.query
        return try await call.read { db in
            .list(
                try db.organizationInvitations(
                    to: query["organizationId"]?.string.map { ID($0) },
                    from: query["inviterId"]?.string.map { ID($0) }, invitee: query["invitee"]?.string
                ).map { try InvitationBody.json($0, in: db, at: call.now) })
        }
    }

    /// One whose message cannot be sent is not made.
    @Sendable private static func create(_ call: Call) async throws -> Answer {
        let body = call.body
        let invitation = OrganizationInvitation(
            id: ID(call.parts.entropy.longID()), inviterID: body["inviterId"]?.string.map { ID($0) },
            invitee: body["invitee"]?.string ?? "", organizationID: ID(body["organizationId"]?.string ?? ""),
            createdAt: call.now, updatedAt: call.now,
            expiresAt: body["expiresAt"]?.instant ?? call.now)
        guard invitation.expiresAt > call.now else {
            throw LogtoError.invalidRequest("An invitation has to end in the future (`expiresAt`).")
        }
        return try await call.write { db in
            for user in try db.users(emailIgnoringCase: invitation.invitee)
            where try db.isMember(user.id, of: invitation.organizationID) {
                throw LogtoError.invalidRequest(
                    "Whoever is invited is a member of the organization already.", .unprocessableContent)
            }
            try db.insert(invitation)
            try db.add(call.ids("organizationRoleIds"), to: invitation.id, in: Relation.rolesOfInvitation)
            if let payload = body["messagePayload"], payload.members != nil {
                try db.sendMessage(of: invitation, payload, at: call.now)
            }
            return .json(try InvitationBody.json(invitation, in: db, at: call.now))
        }
    }

    @Sendable private static func show(_ call: Call) async throws -> Answer {
        try await call.read { db in
            .json(try InvitationBody.json(try db.existingInvitation(call.id()), in: db, at: call.now))
        }
    }

    @Sendable private static func delete(_ call: Call) async throws -> Answer {
        try await call.write { db in
            guard try db.delete(call.id() as ID<OrganizationInvitation>) else { throw LogtoError.notFound }
            return .none
        }
    }

    @Sendable private static func send(_ call: Call) async throws -> Answer {
        try await call.write { db in
            try db.sendMessage(of: try db.existingInvitation(call.id()), call.body, at: call.now)
            return .none
        }
    }

    @Sendable private static func setStatus(_ call: Call) async throws -> Answer {
        try await call.write { db in
            let user: ID<LogtoUser>? = call.body["acceptedUserId"]?.string.map { ID($0) }
            let isAccepted = call.body["status"] == "Accepted"
            if isAccepted, user == nil {
                throw LogtoError.invalidRequest(
                    "Who accepts an invitation has to be said (`acceptedUserId`).", .unprocessableContent)
            }
            var invitation = try db.existingInvitation(call.id())
            guard invitation.status(at: call.now) == .pending else {
                throw LogtoError.invalidRequest("The invitation is no longer pending.", .unprocessableContent)
            }
            if isAccepted, let user {
                try db.accept(invitation, by: try db.existingUser(user))
                invitation.acceptedUserID = user
            }
            invitation.storedStatus = isAccepted ? .accepted : .revoked
            invitation.updatedAt = call.now
            try db.update(invitation)
            return .json(try InvitationBody.json(invitation, in: db, at: call.now))
        }
    }
}

extension Transaction {
    fileprivate func existingInvitation(_ id: ID<OrganizationInvitation>) throws -> OrganizationInvitation {
        guard let invitation = try self.organizationInvitation(id) else { throw LogtoError.notFound }
        return invitation
    }

    /// - Throws: why Logto would not have sent it.
    fileprivate func sendMessage(of invitation: OrganizationInvitation, _ payload: JSON, at now: Instant) throws {
        let payload = try InvitationBody.messagePayload(invitation, payload, in: self)
        if let refusal = try self.send(
            to: .email(invitation.invitee), for: .organizationInvitation, payload: payload, at: now)
        {
            throw refusal
        }
    }

    /// Makes whoever was invited a member, with the roles.
    fileprivate func accept(_ invitation: OrganizationInvitation, by user: LogtoUser) throws {
        guard user.primaryEmail?.lowercased() == invitation.invitee.lowercased() else {
            throw LogtoError.invalidRequest(
                "Whoever accepts has another e-mail address than was invited.", .unprocessableContent)
        }
        let roles = try self.members(of: invitation.id, in: Relation.rolesOfInvitation)
        try self.add(user.id, to: invitation.organizationID, roles: roles)
    }
}
