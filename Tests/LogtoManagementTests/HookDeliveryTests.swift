import Core
import HTTPTypes
import Storage
import TestSupport
import Testing
import Web

/// What webhooks are told, and when (spec `logto-management-api.md` §8.2 to §8.5).
@Suite struct HookDeliveryTests {
    @Test func `a sign-in is told with the user and the application`() async throws {
        let receiver = HookReceiver()
        let management = try await receiver.management()
        let hook = try await receiver.hook(["PostSignIn"], in: management)
        let (browser, party) = (Browser(management.world), RelyingParty(in: management.world))
        _ = try await party.signInAsAlice(browser)
        await management.world.settleHooks()
        let request = try #require(receiver.requests.first)
        #expect(receiver.requests.count == 1)
        #expect(request.method == .post)
        #expect(request.url == HookReceiver.url)
        #expect(request.headers[.contentType] == "application/json")
        #expect(request.headers[.userAgent] == "Logto (https://logto.io/)")
        #expect(request.isSigned(with: hook["signingKey"]?.string ?? ""))
        let payload = try #require(receiver.payloads.first)
        let user = try #require(try await management.world.store.read { try $0.user(username: "alice") })
        #expect(payload["event"] == "PostSignIn")
        #expect(payload["interactionEvent"] == "SignIn")
        #expect(payload["createdAt"] == "2027-01-15T08:00:00.000Z")
        #expect(payload["userId"]?.string == user.id.value)
        #expect(payload["user"]?["username"] == "alice")
        #expect(payload["user"]?.members?.count == 15)
        #expect(payload["application"]?["id"]?.string == party.app.id)
        #expect(payload["application"]?.members?.map(\.name) == ["id", "type", "name", "description"])
        #expect(payload.members?.last?.name == "hookId")
        #expect(payload["hookId"] == hook["id"])
    }

    @Test func `a registration is told as such, and as a new user`() async throws {
        let receiver = HookReceiver()
        let management = try await receiver.management()
        _ = try await receiver.hook(["PostRegister", "PostSignIn", "User.Created"], in: management)
        let (browser, party) = (Browser(management.world), RelyingParty(in: management.world))
        _ = try await party.code(browser)
        await management.world.settleHooks()
        #expect(receiver.events == ["PostRegister", "User.Created"])
        let created = receiver.payloads[1]
        #expect(created["interactionEvent"] == "Register")
        #expect(created["applicationId"]?.string == party.app.id)
        #expect(created["data"]?["id"] == receiver.payloads[0]["userId"])
    }

    @Test func `a new password for a forgotten one is told with whose it is`() async throws {
        let receiver = HookReceiver()
        let management = try await receiver.management(Example.withMessages)
        let settings = try await management.call(
            .patch, "/sign-in-exp", ["forgotPasswordMethods": ["EmailVerificationCode"]])
        #expect(settings.status == .ok)
        _ = try await receiver.hook(["PostResetPassword", "PostSignIn"], in: management)
        let (browser, party) = (Browser(management.world), RelyingParty(in: management.world))
        let forgot = try await browser.click(
            "Forgot your password?", on: try await browser.open(party.authorizationURL()))
        let asked = try await browser.press("Continue", on: forgot, filling: ["identifier": "alice@example.com"])
        let code = try await management.world.code(sentTo: "alice@example.com")
        let digits = Dictionary(uniqueKeysWithValues: zip(code, 0...).map { ("passcode_\($1)", String($0)) })
        let page = try await browser.press("Continue", on: asked, filling: digits)
        _ = try await browser.press(
            "Save password", on: page,
            filling: ["newPassword": "a-new-password-1", "confirmPassword": "a-new-password-1"])
        await management.world.settleHooks()
        #expect(receiver.events == ["PostResetPassword"])
        let told = try #require(receiver.payloads.first)
        #expect(told["interactionEvent"] == "ForgotPassword")
        #expect(told["userId"] == "alice0000001")
        #expect(told["user"]?["primaryEmail"] == "alice@example.com")
        #expect(told["application"]?["id"]?.string == party.app.id)
    }

    @Test func `administration is told with the request and its answer`() async throws {
        let receiver = HookReceiver()
        let management = try await receiver.management()
        _ = try await receiver.hook(["User.Created", "User.Deleted"], in: management)
        let user = try await management.create("/users", ["username": "newcomer"])
        let id = user["id"]?.string ?? ""
        #expect(try await management.call(.delete, "/users/\(id)").status == .noContent)
        #expect(try await management.call(.delete, "/users/\(id)").status == .notFound)
        await management.world.settleHooks()
        #expect(receiver.events == ["User.Created", "User.Deleted"])
        let (created, deleted) = (receiver.payloads[0], receiver.payloads[1])
        #expect(created["data"] == user)
        #expect(created["path"] == "/users")
        #expect(created["method"] == "POST")
        #expect(created["status"] == 200)
        #expect(created["params"] == [:])
        #expect(created["matchedRoute"] == "/users")
        #expect(deleted["data"] == nil)
        #expect(deleted["path"] == .string("/users/\(id)"))
        #expect(deleted["status"] == 204)
        #expect(deleted["params"] == ["userId": .string(id)])
        #expect(deleted["matchedRoute"] == "/users/:userId")
    }

    @Test func `members that came and went are named`() async throws {
        let receiver = HookReceiver()
        let management = try await receiver.management()
        _ = try await receiver.hook(["Organization.Membership.Updated"], in: management)
        let organization = try await management.create("/organizations", ["name": "Readers"])["id"]?.string ?? ""
        let users = try await [
            management.create("/users", ["username": "one"]), management.create("/users", ["username": "two"]),
        ].compactMap { $0["id"]?.string }
        let path = "/organizations/\(organization)/users"
        #expect(try await management.call(.post, path, ["userIds": .strings([users[0]])]).status == .created)
        await management.world.settleHooks()
        #expect(try await management.call(.put, path, ["userIds": .strings([users[1]])]).status == .noContent)
        await management.world.settleHooks()
        #expect(try await management.call(.put, path, ["userIds": .strings([users[1]])]).status == .noContent)
        await management.world.settleHooks()
        let told = receiver.payloads
        #expect(told.count == 3)
        #expect(told.allSatisfy { $0["organizationId"]?.string == organization })
        #expect(told[0]["addedUserIds"]?.strings == [users[0]])
        #expect(told[0]["removedUserIds"] == nil)
        #expect(told[1]["addedUserIds"]?.strings == [users[1]])
        #expect(told[1]["removedUserIds"]?.strings == [users[0]])
        #expect(told[2]["addedUserIds"] == nil)
    }

    @Test func `what users change in their account is told shortly`() async throws {
        let receiver = HookReceiver()
        let management = try await receiver.management(Example.withAccount)
        _ = try await receiver.hook(["User.Data.Updated"], in: management)
        let account = try await Account(in: management.world)
        let answer = try await account.call(.patch, "/my-account", ["name": "Alice B."])
        await management.world.settleHooks()
        #expect(answer.status == .ok)
        let told = try #require(receiver.payloads.first)
        #expect(receiver.requests.count == 1)
        #expect(told["data"]?["name"] == "Alice B.")
        let names = Set((told.members ?? []).map(\.name))
        let others = names.subtracting(["event", "createdAt", "userAgent", "ip", "data", "hookId"])
        #expect(others == [])
    }

    @Test func `a delivery is in the log, with what the receiver said`() async throws {
        let receiver = HookReceiver(status: .internalServerError, body: "out of order")
        let management = try await receiver.management()
        let hook = try await receiver.hook(["Role.Created"], in: management)
        let path = "/hooks/\(hook["id"]?.string ?? "")"
        _ = try await management.create("/roles", ["name": "reader", "description": "reads"])
        await management.world.settleHooks()
        let entry = try #require(try await management.get("\(path)/recent-logs").json.array?.first)
        #expect(entry["tenantId"] == nil)
        #expect(entry["key"] == "TriggerHook.Role.Created")
        let payload = try #require(entry["payload"])
        #expect(payload["key"] == "TriggerHook.Role.Created")
        #expect(payload["result"] == "Error")
        #expect(payload["hookId"] == hook["id"])
        #expect(payload["hookRequest"]?["body"]?["event"] == "Role.Created")
        #expect(payload["response"] == ["statusCode": 500, "body": "out of order"])
        #expect(
            payload["error"]?.string
                == "HTTPError: Request failed with status code 500 Internal Server Error: POST \(HookReceiver.url)")
        let stats = try await management.get("\(path)?includeExecutionStats=1").json["executionStats"]
        #expect(stats == ["successCount": 0, "requestCount": 1])
        #expect(try await management.get("\(path)/recent-logs?logKey=TriggerHook.PostSignIn").body == "[]")
        management.world.advance(seconds: 24 * 3600 + 1)
        let later = try await Management(in: management.world)
        #expect(try await later.get("\(path)/recent-logs").body == "[]")
        #expect(try await later.get("\(path)/recent-logs?start_time=1").json.array?.count == 1)
    }

    @Test func `a status without words is told without`() async throws {
        let receiver = HookReceiver(status: HTTPResponse.Status(code: 599))
        let management = try await receiver.management()
        let hook = try await receiver.hook(["Role.Created"], in: management)
        _ = try await management.create("/roles", ["name": "reader", "description": "reads"])
        await management.world.settleHooks()
        let logs = try await management.get("/hooks/\(hook["id"]?.string ?? "")/recent-logs").json
        #expect(
            logs.array?.first?["payload"]?["error"]?.string
                == "HTTPError: Request failed with status code 599: POST \(HookReceiver.url)")
    }

    @Test func `an address that is none is in the log too`() async throws {
        let receiver = HookReceiver()
        let management = try await receiver.management()
        let hook = try await management.create(
            "/hooks", ["events": ["Role.Created"], "config": ["url": "not_a_url"]])
        _ = try await management.create("/roles", ["name": "reader", "description": "reads"])
        await management.world.settleHooks()
        let logs = try await management.get("/hooks/\(hook["id"]?.string ?? "")/recent-logs").json
        #expect(logs.array?.first?["payload"]?["error"] == "TypeError: Failed to parse URL from not_a_url")
    }

    @Test func `a disabled webhook hears nothing, and a list of events outweighs the single one`() async throws {
        let receiver = HookReceiver()
        let management = try await receiver.management()
        _ = try await receiver.hook(["Role.Created"], in: management, ["enabled": false])
        _ = try await receiver.hook(["Role.Deleted"], in: management, ["event": "PostSignIn"])
        _ = try await management.create("/roles", ["name": "reader", "description": "reads"])
        _ = try await RelyingParty(in: management.world).signInAsAlice(Browser(management.world))
        await management.world.settleHooks()
        #expect(receiver.requests.isEmpty)
    }

    @Test func `a test sends samples, and says how they were received`() async throws {
        let receiver = HookReceiver()
        let management = try await receiver.management()
        let hook = try await receiver.hook(["PostSignIn"], in: management)
        let path = "/hooks/\(hook["id"]?.string ?? "")"
        let headers: JSON = ["user-agent": "Mine"]
        let body: JSON = [
            "events": ["PostSignIn", "User.Created"],
            "config": ["url": .string(HookReceiver.url), "headers": headers],
        ]
        #expect(try await management.call(.post, "\(path)/test", body).status == .noContent)
        #expect(receiver.events == ["PostSignIn", "User.Created"])
        #expect(receiver.requests[0].headers[.userAgent] == "Mine")
        #expect(receiver.requests[0].isSigned(with: hook["signingKey"]?.string ?? ""))
        #expect(receiver.payloads[0]["user"]?["identities"] == ["google": ["userId": "fake-google-user-id"]])
        #expect(receiver.payloads[1]["data"] == ["result": "success"])
        #expect(try await management.get("\(path)/recent-logs").body == "[]")
        try await Row(
            .post, "\(path)/test", ["events": ["PostSignIn"], "config": ["url": "nowhere"]], 422,
            code: "hook.send_test_payload_failed",
            "Failed to send test payload: TypeError: Failed to parse URL from nowhere"
        ).check(management)
    }

    @Test func `a test that the receiver refuses is an error`() async throws {
        let receiver = HookReceiver(status: .badGateway, body: "no")
        let management = try await receiver.management()
        let hook = try await receiver.hook(["PostSignIn"], in: management)
        let answer = try await management.call(
            .post, "/hooks/\(hook["id"]?.string ?? "")/test",
            ["events": ["PostSignIn"], "config": ["url": .string(HookReceiver.url)]])
        #expect(answer.status == .unprocessableContent)
        #expect(
            answer.json == [
                "code": "hook.endpoint_responded_with_error",
                "data": ["responseStatus": 502, "responseBody": "no"], "message": "Endpoint responded with error.",
            ])
    }
}
