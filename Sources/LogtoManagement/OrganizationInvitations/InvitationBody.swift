import Core
import Logto
import Storage

/// An invitation on the wire, and what its message is told (spec `logto-management-api.md` §6.10).
enum InvitationBody {
    static func json(_ invitation: OrganizationInvitation, in db: Transaction, at now: Instant) throws -> JSON {
        let body: JSON = [
            "tenantId": "default",
            "id": .string(invitation.id.value),
            "inviterId": .nullable(invitation.inviterID?.value),
            "invitee": .string(invitation.invitee),
            "acceptedUserId": .nullable(invitation.acceptedUserID?.value),
            "organizationId": .string(invitation.organizationID.value),
            "status": .string(invitation.status(at: now).rawValue),
            "createdAt": .int(invitation.createdAt.milliseconds),
            "updatedAt": .int(invitation.updatedAt.milliseconds),
            "expiresAt": .int(invitation.expiresAt.milliseconds),
        ]
        let roles = try db.organizationRoles(of: invitation.id, in: Relation.rolesOfInvitation)
        return body.adding(OrganizationBody.organizationRoles(roles))
    }

    /// What a template can say of the organization and of whoever invites, beside what the request brings.
    static func messagePayload(
        _ invitation: OrganizationInvitation, _ payload: JSON, in db: Transaction
    ) throws -> JSON {
        let organization = try db.organizationRecord(invitation.organizationID)
        let inviter = try invitation.inviterID.flatMap(db.user)
        let context: JSON = [
            "organization": organization.map { record in
                [
                    "id": .string(record.organization.id.value), "name": .string(record.organization.name),
                    "branding": record.branding,
                ]
            },
            "inviter": inviter.map { user in
                [
                    "id": .string(user.id.value), "username": .nullable(user.username),
                    "primaryEmail": .nullable(user.primaryEmail), "primaryPhone": .nullable(user.primaryPhone),
                    "name": .nullable(user.name), "avatar": .nullable(user.avatar),
                ]
            },
        ]
        return context.merging(payload)
    }
}
