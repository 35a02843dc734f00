import Core
import HTTPTypes
import Hummingbird
import Logto
import OAuth
import Storage
import Web

/// `GET` and `POST /api/interaction/consent`: what Logto's own consent page calls, and whoever brings a page of their own
/// (spec `logto-oidc.md` §7.4).
struct ConsentAPI: Sendable {
    let parts: ExperienceParts

    private static let organizations = Schema.object([.optional("organizationIds", .array(.text))])

    var routes: [ExperienceRoute] {
        [
            ExperienceRoute(
                APIOperation(
                    .get, "/interaction/consent", "Read what is to be consented to", for: .signIn,
                    answer: .json(.jsonObject)), handle: self.show),
            ExperienceRoute(
                APIOperation(
                    .post, "/interaction/consent", "Consent", for: .signIn, body: Self.organizations,
                    answer: .json(.object([.required("redirectTo", .text)]))), handle: self.agree),
        ]
    }

    @Sendable private func show(_ request: Request) async throws -> Response {
        let uid = try self.interactionUID(of: request)
        return .json(
            try await self.parts.store.read { db in
                let (interaction, application) = try self.interaction(uid, in: db)
                let consent = try ConsentRequest(interaction, by: application, in: db)
                try consent.checkAccess(in: db)
                return try self.body(consent, in: db)
            })
    }

    @Sendable private func agree(_ request: Request) async throws -> Response {
        let uid = try self.interactionUID(of: request)
        let text = try await request.bodyText(upTo: 56 * 1024)
        let address = try await self.parts.store.transaction { db in
            let (interaction, application) = try self.interaction(uid, in: db)
            let organizations = try Self.organizations(in: text)
            let consent = try ConsentRequest(interaction, by: application, in: db)
            try consent.checkAccess(in: db)
            try consent.agree(for: organizations, in: db, self.parts)
            return self.parts.resumeAddress(consent.interaction)
        }
        return .json(["redirectTo": .string(address)])
    }

    private func interactionUID(of request: Request) throws(OAuthError) -> String {
        guard let uid = self.parts.interactionCookies.uid(of: request) else {
            throw .invalidRequest("interaction session id cookie not found")
        }
        return uid
    }

    private func interaction(_ uid: String, in db: Transaction) throws -> (Interaction, LogtoApplication) {
        guard
            let interaction = try db.interaction(uid), !interaction.isExpired(at: self.parts.time.now),
            let application = try db.application(interaction.applicationID)
        else { throw OAuthError.invalidRequest("interaction session not found") }
        return (interaction, application)
    }

    private func body(_ consent: ConsentRequest, in db: Transaction) throws -> JSON {
        let user = consent.user
        let missing = consent.missing.oidc
        return [
            "application": try Self.application(consent.application, in: db),
            "user": [
                "id": .string(user.id.value), "name": .nullable(user.name), "avatar": .nullable(user.avatar),
                "username": .nullable(user.username), "primaryEmail": .nullable(user.primaryEmail),
                "primaryPhone": .nullable(user.primaryPhone),
            ],
            "organizations": .array(
                try consent.organizations(in: db).map { organization, scopes in
                    [
                        "id": .string(organization.id.value), "name": .string(organization.name),
                        "missingResourceScopes": .array(scopes.map(\.json)),
                    ]
                }),
            "missingOIDCScope": missing.isEmpty
                ? nil : .strings(missing.filter { $0 != "openid" && $0 != "offline_access" }),
            "missingResourceScopes": .array(try consent.scopes(db).map(\.json)),
            "redirectUri": consent.redirectURI.map(JSON.string),
        ]
    }

    private static func application(_ application: LogtoApplication, in db: Transaction) throws -> JSON {
        let known: JSON = ["id": .string(application.id.value), "name": .string(application.name)]
        guard let experience = try db.signInExperience(of: application.id) else { return known }
        return known.adding([
            "branding": experience.branding, "displayName": .nullable(experience.displayName),
            "privacyPolicyUrl": .nullable(experience.privacyPolicyUrl),
            "termsOfUseUrl": .nullable(experience.termsOfUseUrl),
        ])
    }

    /// The body's `organizationIds`, which may be absent.
    private static func organizations(in text: String) throws(LogtoError) -> [ID<Organization>] {
        guard !text.isEmpty else { return [] }
        let json: JSON
        do {
            json = try JSON(parsing: text)
        } catch {
            throw LogtoError(nil, message: JSON.reason(error))
        }
        return (try Self.organizations.check(body: json)["organizationIds"]?.strings ?? []).map { ID($0) }
    }
}
