import Core
import Emulator
import HTTPTypes
import Storage
import TestSupport
import Testing

@Suite("grant_type device_code (spec §11.8)")
struct DeviceCodeGrantTests {
    private let world: TestWorld

    init() async throws {
        self.world = try await TestWorld(Example.withDevices)
    }

    @Test func `a device that nobody has signed in yet waits`() async throws {
        let device = try await Device(in: self.world)
        let answer = try await device.poll()
        #expect(answer.status == .badRequest)
        #expect(
            answer.body
                == #"{"code":"oidc.authorization_pending","message":"An OIDC error occurred: oidc.authorization_pending.","error":"authorization_pending","error_description":"authorization request is still pending as the end-user hasn't yet completed the user interaction steps"}"#
        )
        _ = try await device.enter(Browser(self.world))
        #expect(try await device.poll().oauthError == "authorization_pending")
    }

    @Test func `an expired code is called so, also long after`() async throws {
        let device = try await Device(in: self.world)
        for seconds in [600, 3600] as [Int64] {
            self.world.advance(seconds: seconds)
            let now = self.world.world.clock.now
            try await self.world.store.transaction { try $0.deleteExpired(at: now) }
            let answer = try await device.poll()
            #expect(answer.status == .badRequest)
            #expect(
                answer.body
                    == #"{"code":"oidc.expired_token","message":"An OIDC error occurred: oidc.expired_token.","error":"expired_token","error_description":"device code is expired"}"#
            )
        }
    }

    private static let invalidGrant =
        #"{"code":"oidc.invalid_grant","message":"Grant request is invalid.","error_uri":"https://openid.sh/debug/invalid_grant","error":"invalid_grant","error_description":"grant request is invalid"}"#

    @Test func `an unknown code and another client's look alike`() async throws {
        let device = try await Device(in: self.world)
        for changes in [["device_code": "unknown"], ["client_id": Example.otherTelevision.id]] as [Changes] {
            let answer = try await device.poll(changes)
            #expect(answer.status == .badRequest)
            #expect(answer.body == Self.invalidGrant)
        }
    }

    @Test func `a code is good for tokens once, and twice takes them back`() async throws {
        let device = try await Device(in: self.world)
        _ = try await device.signIn(Browser(self.world))
        let tokens = try Tokens(try await device.poll())
        let again = try await device.poll()
        #expect(again.status == .badRequest)
        #expect(again.body == Self.invalidGrant)
        #expect(try await device.party.userInfo(tokens.access).status == .unauthorized)
    }

    @Test func `of many that ask at once one is answered`() async throws {
        let device = try await Device(in: self.world)
        _ = try await device.signIn(Browser(self.world))
        let statuses = try await withThrowingTaskGroup(of: HTTPResponse.Status.self) { group in
            for _ in 0..<20 { group.addTask { try await device.poll().status } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses.count { $0 == .ok } == 1)
        #expect(statuses.count { $0 == .badRequest } == 19)
    }

    @Test(
        arguments: [
            (["device_code": nil], "missing required parameter 'device_code'"),
            (["device_code": ""], "missing required parameter 'device_code'"),
            (["client_id": "bookstoreapp000000000"], "requested grant type is not allowed for this client"),
            (["client_id": "bookstorespa000000000"], "requested grant type is not allowed for this client"),
        ] as [(Changes, String)])
    func `the code has to be there, and the grant allowed (§11_2)`(
        changes: Changes, description: String
    ) async throws {
        let answer = try await Device(in: self.world).poll(changes)
        #expect(answer.status == .badRequest)
        #expect(answer.oauthError == "invalid_request")
        #expect(answer.errorDescription == description)
    }

    @Test(arguments: ["authorization_code", "client_credentials"])
    func `a device has no other grant but to refresh (§4)`(type: String) async throws {
        let answer = try await RelyingParty(Example.television, in: self.world)
            .token(["grant_type": type, "code": "x", "redirect_uri": "x"])
        #expect(answer.errorDescription == "requested grant type is not allowed for this client")
    }

    @Test func `a device cannot send a browser to sign in (§4)`() async throws {
        let party = RelyingParty(Example.television, in: self.world)
        let answer = try await Browser(self.world).request(
            .get, party.authorizationURL(["redirect_uri": "http://localhost/callback"]))
        #expect(answer.status == .badRequest)
    }

    @Test func `who was suspended or deleted in between gets nothing`() async throws {
        let device = try await Device(in: self.world)
        _ = try await device.signIn(Browser(self.world))
        try await self.world.suspend(persona: "10001")
        #expect(try await device.poll().body == Self.invalidGrant)
        try await self.world.suspend(persona: "10001", false)
        #expect(try await device.poll().body == Self.invalidGrant)
    }

    @Test func `signing out before the device asks takes back what is bound to the session (§12_3)`() async throws {
        let browser = Browser(self.world)
        let bound = try await Device(in: self.world, ["scope": "openid"])
        _ = try await bound.signIn(browser)
        let logout = try await browser.open("\(self.world.logto)/oidc/session/end")
        _ = try await browser.submitOnlyForm(on: logout)
        #expect(try await bound.poll().body == Self.invalidGrant)
    }
}
