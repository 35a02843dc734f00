import Core
import Storage

extension V2Resources {
    /// §4.8
    func webhook(_ webhook: Webhook) -> JSONAPIResource {
        JSONAPIResource(
            type: "webhook", id: webhook.id.value,
            attributes: [
                "last_attempted_at": .time(webhook.lastAttemptedAt),
                "num_consecutive_times_failed": .int(webhook.consecutiveFailures),
                "paused": .bool(webhook.isPaused),
                "secret": .string(webhook.secret),
                "triggers": .strings(webhook.triggers.map(\.rawValue)),
                "uri": .string(webhook.uri),
            ],
            related: [
                "campaign": { .one(try self.db.campaign(webhook.campaignID).map(self.campaign)) },
                "client": { .one(try webhook.clientID.flatMap { try self.db.patreonClient($0) }.map(self.client)) },
            ])
    }

    /// §4.10, to a token of the client itself.
    private func client(_ client: PatreonClient) -> JSONAPIResource {
        JSONAPIResource(
            type: "client", id: client.id.value,
            attributes: [
                "author_name": .nullable(client.authorName),
                "category": .nullable(client.category),
                "client_secret": .string(client.secret),
                "default_scopes": .string(PatreonScope.defaults(for: client).joined(separator: " ")),
                "description": .nullable(client.description),
                "domain": .nullable(client.domain),
                "icon_url": .nullable(client.iconURL),
                "name": .string(client.name),
                "privacy_policy_url": .nullable(client.privacyPolicyURL),
                "redirect_uris": .string(client.redirectURIs.joined(separator: " ")),
                "tos_url": .nullable(client.termsOfServiceURL),
                "version": .int(Int64(client.apiVersion)),
            ],
            related: [
                "campaign": { .one(try client.ownerID.flatMap { try self.db.campaign(of: $0) }.map(self.campaign)) },
                "user": { .one(try client.ownerID.flatMap { try self.user($0) }) },
            ])
    }
}
