import Core
import Foundation
import HTTPTypes
import TestSupport
import Testing

/// The connectors of Logto's own tests, and the files in which those look (spec `logto-management-api.md` §3.3, §6.8).
@Suite struct MockConnectorTests {
    private static let config: JSON = ["clientId": "a", "clientSecret": "b"]

    private func management() async throws -> Management {
        try await Management(in: try await TestWorld(isIntegrationTest: true))
    }

    private func connector(in management: Management) async throws -> String {
        let made = try await management.create(
            "/connectors", ["connectorId": "mock-social-connector", "config": Self.config])
        return try #require(made["id"]?.string)
    }

    @Test func `the provider of the tests is there in their mode alone`() async throws {
        let ids = [
            "patreon-universal", "mock-email-service", "mock-email-service-alternative", "mock-short-message-service",
        ]
        let tests = try await self.management()
        #expect(try await tests.ids("/connector-factories") == ids + ["mock-social-connector"])
        let factory = try await tests.get("/connector-factories/mock-social-connector").json
        #expect(factory["type"] == "Social")
        #expect(factory["target"] == "mock-social")
        #expect(factory["platform"] == "Universal")
        #expect(factory["isTokenStorageSupported"] == true)
        let others = try await Management()
        #expect(try await others.ids("/connector-factories") == ids)
        try await Row(
            .get, "/connector-factories/mock-social-connector", .notFound
        ).check(others)
        let refused = try await others.call(.post, "/connectors", ["connectorId": "mock-social-connector"])
        #expect(refused.json["code"] == "connector.not_found_with_connector_id")
    }

    @Test func `its configuration is checked, and its address needs no session`() async throws {
        let management = try await self.management()
        let refused = try await management.call(
            .post, "/connectors", ["connectorId": "mock-social-connector", "config": ["clientId": "a"]])
        #expect(refused.json["code"] == "connector.invalid_config")
        let id = try await self.connector(in: management)
        let answer = try await management.call(
            .post, "/connectors/\(id)/authorization-uri", ["state": "a b", "redirectUri": "http://x/?y"])
        #expect(
            answer.json == [
                "redirectTo": "http://mock-social/?state=a+b&redirect_uri=http%3A%2F%2Fx%2F%3Fy&scope=email+profile"
            ])
    }

    @Test func `an account is linked with what is said of it`() async throws {
        let management = try await self.management()
        let id = try await self.connector(in: management)
        let data: JSON = ["code": "c", "userId": "u1", "email": "a@b.example", "name": "A", "more": 1]
        let body: JSON = ["connectorId": .string(id), "connectorData": data]
        let linked = try await management.call(.post, "/users/alice0000001/identities", body)
        #expect(linked.status == .ok)
        #expect(
            linked.json["mock-social"] == [
                "userId": "u1", "details": ["id": "u1", "email": "a@b.example", "name": "A", "rawData": data],
            ])
        let other = try await management.create("/users", [:])
        let taken = try await management.call(.post, "/users/\(other["id"]?.string ?? "")/identities", body)
        #expect(taken.status == .unprocessableContent)
        #expect(taken.json["code"] == "user.identity_already_in_use")
        let silent = try await management.call(
            .post, "/users/alice0000001/identities", ["connectorId": .string(id), "connectorData": ["userId": "u2"]])
        #expect(silent.status == .badRequest)
        #expect(silent.json["code"] == "connector.invalid_response")
        let nameless = try await management.call(
            .post, "/users/alice0000001/identities", ["connectorId": .string(id), "connectorData": ["code": "c"]])
        #expect(nameless.json["mock-social"]?["userId"]?.string?.hasPrefix("mock-social-sub-") == true)
        let mail = try await management.create(
            "/connectors", ["connectorId": "mock-email-service-alternative", "config": [:]])
        let unsocial = try await management.call(
            .post, "/users/alice0000001/identities", ["connectorId": mail["id"], "connectorData": ["code": "c"]])
        #expect(unsocial.status == .unprocessableContent)
        #expect(unsocial.json["code"] == "session.invalid_connector_id")
    }

    private static let template: JSON = [
        "usageType": "Generic", "type": "text/plain", "subject": "Code", "content": "It is {{code}}.",
    ]

    @Test func `each message lies in its file, the last one alone`() async throws {
        let management = try await self.management()
        let folder = management.world.messageFolder
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(!FileManager.default.fileExists(atPath: folder.path))
        _ = try await management.create(
            "/connectors",
            [
                "connectorId": "mock-email-service",
                "config": ["apiKey": "a", "fromEmail": "b@c.example", "templates": [Self.template]],
            ])
        _ = try await management.create(
            "/connectors",
            [
                "connectorId": "mock-short-message-service",
                "config": [
                    "accountSID": "a", "authToken": "b", "fromMessagingServiceSID": "c",
                    "templates": [["usageType": "Generic", "content": "{{code}}"]],
                ],
            ])
        for address in ["first@x.example", "second@x.example"] {
            #expect(
                try await management.call(.post, "/verification-codes", ["email": .string(address)]).status
                    == .noContent)
        }
        #expect(try await management.call(.post, "/verification-codes", ["phone": "13105550100"]).status == .noContent)
        let mail = try String(contentsOf: folder.appending(path: "mock_email_record.txt"), encoding: .utf8)
        #expect(mail.hasSuffix("\n"))
        let record = try JSON(parsing: mail)
        let code = try #require(record["code"]?.string)
        #expect(code.wholeMatch(of: /[0-9]{6}/) != nil)
        #expect(record["address"] == "second@x.example")
        #expect(record["type"] == "Generic")
        #expect(record["payload"]?["code"] == .string(code))
        #expect(record["template"] == Self.template)
        #expect(record["subject"] == "Code")
        #expect(record["content"] == .string("It is \(code)."))
        #expect(
            try await management.call(
                .post, "/connectors/mock-email-service/test",
                [
                    "email": "third@x.example",
                    "config": ["apiKey": "a", "fromEmail": "b@c.example", "templates": [Self.template]],
                ]
            ).status == .noContent)
        let tried = try JSON(
            parsing: try String(contentsOf: folder.appending(path: "mock_email_record.txt"), encoding: .utf8))
        #expect(
            tried.with(["payload": nil]) == [
                "address": "third@x.example", "code": "000000", "type": "Generic", "subject": "Code",
                "content": "It is 000000.",
            ])
        let text = try JSON(
            parsing: try String(contentsOf: folder.appending(path: "mock_sms_record.txt"), encoding: .utf8))
        #expect(text["phone"] == "13105550100")
        #expect(text.members?.map(\.name) == ["phone", "code", "type", "payload"])
    }
}
