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

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .get("consent", use: self.show)
            .post("consent", use: self.agree)
    }

    @Sendable private func show(_ request: Request, _ context: WebContext) async throws -> Response {
        let uid = try self.interactionUID(of: request)
        return .json(
            try await self.parts.store.read { db in
                let (interaction, application) = try self.interaction(uid, in: db)
                let consent = try ConsentRequest(interaction, by: application, in: db)
                try consent.checkAccess(in: db)
                return try self.body(consent, in: db)
            })
    }

    @Sendable private func agree(_ request: Request, _ context: WebContext) async throws -> Response {
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
        guard let ids = json["organizationIds"] else { return [] }
        guard let list = ids.array else { throw Self.invalid(["organizationIds"], ids, expected: "array") }
        return try list.enumerated().map { index, id throws(LogtoError) in
            guard let text = id.string else {
                throw Self.invalid(["organizationIds", "\(index)"], id, expected: "string")
            }
            return ID(text)
        }
    }

    private static func invalid(_ path: [String], _ value: JSON, expected: String) -> LogtoError {
        let received = value.kindName
        let issue: JSON = [
            "code": "invalid_type", "expected": .string(expected), "received": .string(received),
            "path": .array(path.map { part in Int64(part).map(JSON.int) ?? .string(part) }),
            "message": "Expected \(expected), received \(received)",
        ]
        return LogtoError(
            "guard.invalid_input", data: ["issues": [issue], "name": "ZodError"],
            details: "Error in key path \"\(path.joined(separator: "."))\": (invalid_type) "
                + "Expected \(expected) but received \(received).",
            message: "The request body is invalid.")
    }
}

extension JSON {
    /// As Logto's validation library calls it.
    fileprivate var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .int, .double: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}
