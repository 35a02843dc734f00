import Core
import Emulator
import HTTPTypes
import OAuth
import TestSupport
import Testing

/// `/my-account/identities`, `/verifications/social` (spec `logto-management-api.md` §6.13).
@Suite struct AccountIdentitiesAPITests {
    private static let path = "/my-account/identities"
    private static let redirectURI = "http://localhost:3001/callback/patreon00001"

    /// Walks to Patreon and back as the application's page does.
    ///
    /// - Returns: the id of the record, which proves the persona's account.
    private func prove(_ persona: String, _ account: Account) async throws -> String {
        let begun = try await account.call(
            .post, "/verifications/social",
            ["connectorId": "patreon00001", "state": "a-state", "redirectUri": .string(Self.redirectURI)])
        #expect(begun.status == .created)
        #expect(begun.json["expiresAt"] == .string(account.world.world.clock.now.advanced(bySeconds: 600).isoText))
        let id = begun.json["verificationRecordId"]?.string ?? ""
        let browser = Browser(account.world)
        let page = try await browser.request(.get, begun.json["authorizationUri"]?.string ?? "")
        let form = try #require(HTMLForm.all(in: page.body).first { $0.button("Allow") != nil })
        let fields = form.fields.map { ($0.name, $0.name == "account" ? persona : $0.value) }
        let back = try await browser.request(
            form.method, account.world.patreon + (form.action ?? ""), form: fields + (form.button("Allow")?.pairs ?? [])
        )
        let data = back.locationParameters
        #expect(data["state"] == "a-state")
        let verified = try await account.call(
            .post, "/verifications/social/verify",
            [
                "verificationRecordId": .string(id),
                "connectorData": .object(data.map { JSON.Member($0.key, .string($0.value)) }),
            ])
        #expect(verified.status == .ok, "\(verified.body)")
        #expect(verified.json == ["verificationRecordId": .string(id)])
        return id
    }

    private func body(_ id: String) -> JSON { ["newIdentifierVerificationRecordId": .string(id)] }

    @Test func `an account at Patreon is linked, signs in from then on, and is unlinked`() async throws {
        let account = try await Account().verified()
        let record = try await self.prove("10001", account)
        let linked = try await account.call(.post, Self.path, self.body(record))
        #expect(linked.status == .noContent)
        let identity = try await account.get()["identities"]?["patreon"]
        #expect(identity?["userId"] == "10001")
        #expect(identity?["details"]?["email"] == "mika@example.test")
        let party = RelyingParty(in: account.world)
        let answer = try await party.signIn(Browser(account.world), as: "10001")
        let tokens = try await party.redeem(answer.locationParameters["code"] ?? "").json
        #expect(try party.claims(tokens["id_token"]?.string ?? "")["sub"] == "alice0000001")
        #expect(try await account.call(.delete, "\(Self.path)/patreon").status == .noContent)
        #expect(try await account.get()["identities"] == [:])
        try await account.check(
            Row(
                .delete, "\(Self.path)/patreon", 404, code: "user.identity_not_exist",
                "The social account has not been registered yet."))
    }

    @Test func `a second account at the same provider replaces the first only where that is asked for`() async throws {
        let account = try await Account().verified()
        for (method, persona, status) in [
            (HTTPRequest.Method.post, "10001", HTTPResponse.Status.noContent), (.post, "10002", .badRequest),
            (.put, "10002", .noContent),
        ] {
            let record = try await self.prove(persona, account)
            let answer = try await account.call(method, Self.path, self.body(record))
            #expect(answer.status == status)
            if status == .badRequest { #expect(answer.json["code"] == "user.identity_already_in_use") }
        }
        #expect(try await account.get()["identities"]?["patreon"]?["userId"] == "10002")
    }

    @Test func `another user's account is not taken`() async throws {
        let account = try await Account().verified()
        _ = try await Account(persona: "10001", in: account.world)
        let record = try await self.prove("10001", account)
        try await account.check(
            Row(
                .post, Self.path, self.body(record), 422, code: "user.identity_already_in_use",
                "The social account has been associated with an existing account."))
    }

    @Test func `what a link needs, in its order`() async throws {
        let account = try await Account()
        let body = self.body("x")
        try await account.check(Row(.post, Self.path, body, 401, Row.denied))
        try await account.check(Row(.delete, "\(Self.path)/patreon", 401, Row.denied))
        try await account.verified().check(Row(.post, Self.path, body, 400, Row.noRecord))
        let password = try await account.verified().verificationID ?? ""
        try await account.verified().check(Row(.put, Self.path, self.body(password), 400, Row.noRecord))
        let readOnly = try await Account(Example.withAccount(fields: [.social: .readOnly])).verified()
        try await readOnly.check(Row(.post, Self.path, body, 400, Row.notEditable))
        let narrow = try await Account(scope: "openid profile").verified()
        try await narrow.check(Row(.post, Self.path, body, 401, Row.unauthorized))
        try await narrow.check(Row(.put, Self.path, body, 401, Row.unauthorized))
        try await narrow.check(Row(.delete, "\(Self.path)/patreon", 400, Row.unauthorized))
    }

    @Test func `whoever is known by Patreon alone keeps it, and needs no proof`() async throws {
        let account = try await Account(persona: "10005", in: try await TestWorld(Example.withAccount))
        try await account.check(
            Row(
                .delete, "\(Self.path)/patreon", 400, code: "user.last_sign_in_method_required",
                "You need to keep at least one identifier in your account."))
        #expect(try await account.get()["identities"]?["patreon"]?["userId"] == "10005")
    }

    @Test(arguments: [
        Row(
            .post, "/verifications/social", ["connectorId": "patreon00001", "state": "", "redirectUri": "r"], 400,
            code: "session.insufficient_info", "Insufficient sign-in info."),
        Row(
            .post, "/verifications/social", ["connectorId": "nothing", "state": "s", "redirectUri": "r"], 422,
            code: "session.invalid_connector_id", "Unable to find available connector with id nothing."),
        Row(
            .post, "/verifications/social", ["connectorId": "email0000001", "state": "s", "redirectUri": "r"], 400,
            code: "connector.unexpected_type", "The connector's type is unexpected."),
        Row(
            .post, "/verifications/social/verify", ["verificationRecordId": "x", "connectorData": ["code": "c"]], 400,
            Row.noRecord),
    ])
    func `what a social verification refuses`(row: Row) async throws {
        try await Account().check(row)
    }

    @Test func `what Patreon refuses is told as the connector does, and proves nothing`() async throws {
        let account = try await Account().verified()
        let begun = try await account.call(
            .post, "/verifications/social",
            ["connectorId": "patreon00001", "state": "s", "redirectUri": .string(Self.redirectURI)])
        let id = begun.json["verificationRecordId"]?.string ?? ""
        let denied = try await account.call(
            .post, "/verifications/social/verify",
            ["verificationRecordId": .string(id), "connectorData": ["error": "access_denied"]])
        #expect(denied.status == .unauthorized)
        #expect(denied.json["code"] == "connector.authorization_failed")
        #expect(denied.json["data"] == ["error": "access_denied"])
        let wrong = try await account.call(
            .post, "/verifications/social/verify",
            ["verificationRecordId": .string(id), "connectorData": ["code": "wrong"]])
        #expect(wrong.json["code"] == "connector.general")
        try await account.check(Row(.post, Self.path, self.body(id), 400, Row.noRecord))
    }
}
