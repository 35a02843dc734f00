import Core
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("Third-party applications (spec §4, §6.3, §7.4, §11.4)")
struct ThirdPartyTests {
    @Test(arguments: [
        ("openid profile phone", "phone"), ("custom_data", "custom_data"),
        ("roles phone", "roles"), ("openid urn:logto:scope:organization_roles", "urn:logto:scope:organization_roles"),
    ])
    func `a scope that is not enabled is refused (§6.2, row 15)`(scope: String, refused: String) async throws {
        let party = RelyingParty(Example.thirdParty, in: try await TestWorld())
        let answer = try await party.ask(["scope": scope])
        #expect(
            answer.location
                == party.callback([
                    "error": "invalid_scope", "error_description": "requested scope is not allowed",
                    "scope": refused, "state": "a-state", "iss": party.world.issuer,
                ]))
    }

    @Test(arguments: ["openid offline_access profile email urn:logto:scope:organizations", "nonsense openid", ""])
    func `enabled and unknown ones are not`(scope: String) async throws {
        let party = RelyingParty(Example.thirdParty, in: try await TestWorld())
        #expect(try await party.ask(["scope": scope]).location?.hasPrefix("/sign-in") == true)
    }

    @Test func `it is never granted anything without a question`() async throws {
        let party = RelyingParty(Example.thirdParty, in: try await TestWorld())
        let browser = Browser(party.world)
        let page = try await party.signInAsAlice(browser, ["scope": "openid profile"])
        #expect(page.location == nil)
        #expect(
            try await party.askSilently(browser, ["scope": "openid profile"]).locationParameters["error"]
                == "consent_required")
        let done = try await browser.press("Authorize", on: page)
        #expect(done.locationParameters["code"] != nil)
        #expect(try await party.askSilently(browser, ["scope": "openid profile"]).locationParameters["code"] != nil)
    }

    private static func tokens(_ party: RelyingParty, choosing organization: String) async throws -> Tokens {
        let browser = Browser(party.world)
        let page = try await party.signInAsAlice(
            browser,
            [
                "scope": "\(RelyingParty.wideScope) close:club",
                "resource": "\(Example.api),urn:logto:resource:organizations",
            ])
        let done = try await browser.press("Authorize", on: page, filling: ["organization": organization])
        return try Tokens(try await party.redeem(done.locationParameters["code"] ?? ""))
    }

    /// In the chess club Alice has no role; Logto notes what she could not grant as rejected.
    @Test func `what could not be granted is not asked for again (§7.4)`() async throws {
        let party = RelyingParty(Example.thirdParty, in: try await TestWorld())
        let browser = Browser(party.world)
        let asked: Changes = [
            "scope": "openid profile urn:logto:scope:organizations read:books write:books", "resource": Example.api,
        ]
        let page = try await party.signInAsAlice(browser, asked)
        _ = try await browser.press("Authorize", on: page, filling: ["organization": "chessclub001"])
        #expect(try await party.askSilently(browser, asked).locationParameters["code"] != nil)
        let grants = try await party.world.store.read { db in
            try db.session(cookie: browser.cookie("_session") ?? "", at: TestWorld.beginning)?
                .authorizations[ID(party.app.id)]?.grantID.flatMap { try db.grant($0, at: TestWorld.beginning) }
        }
        #expect(grants?.resources == [Example.api: ["read:books"]])
        #expect(grants?.rejectedResources == [Example.api: ["write:books"]])
    }

    /// Logto leaves such an API out of what it notes, in case the user gets to be eligible, and so asks for ever.
    @Test func `where nothing at all could be granted at an API, the page comes back (§7.4)`() async throws {
        let party = RelyingParty(Example.thirdParty, in: try await TestWorld())
        let browser = Browser(party.world)
        let asked: Changes = ["scope": "openid profile write:books", "resource": Example.api, "prompt": nil]
        let page = try await party.signInAsAlice(browser, asked)
        let again = try await browser.press("Authorize", on: page)
        #expect(again.body.contains("<h1>Authorize Book reviews</h1>"))
        #expect(!again.body.contains("personal data"), "the rest was granted")
    }

    @Test func `an organization's token needs the user's consent for it (§11.4)`() async throws {
        let party = RelyingParty(Example.thirdParty, in: try await TestWorld())
        let tokens = try await Self.tokens(party, choosing: Example.bookClub)
        let mine = try await party.refresh(tokens.refresh ?? "", ["organization_id": Example.bookClub])
        #expect(try party.accessClaims(mine)["scope"] == "invite:members")
        let other = try await party.refresh(tokens.refresh ?? "", ["organization_id": "chessclub001"])
        #expect(other.status == .forbidden)
        #expect(
            other.json
                == refusal(
                    "access_denied", "organization access is not granted to the application",
                    message: "Access denied."))
        let none = try await party.refresh(tokens.refresh ?? "", ["organization_id": "nosuchclub01"])
        #expect(none.errorDescription == "user is not a member of the organization")
    }

    @Test func `what a role in the chosen organization gives is granted, and no more`() async throws {
        let party = RelyingParty(Example.thirdParty, in: try await TestWorld())
        let inBookClub = try await Self.tokens(party, choosing: Example.bookClub)
        let wide = try await party.refresh(inBookClub.refresh ?? "", ["resource": Example.api])
        #expect(wide.json["scope"] == "read:books write:books")
        let elsewhere = RelyingParty(Example.thirdParty, in: try await TestWorld())
        let inChessClub = try await Self.tokens(elsewhere, choosing: "chessclub001")
        let narrow = try await elsewhere.refresh(inChessClub.refresh ?? "", ["resource": Example.api])
        #expect(narrow.json["scope"] == "read:books")
    }
}
