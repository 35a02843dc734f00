import Core
import Testing

@testable import Logto

/// What the log leaves out (spec `logto-management-api.md` §9).
@Suite struct AuditMaskingTests {
    @Test func `secrets are masked at any depth, by their names`() {
        let payload: JSON = [
            "params": ["client_secret": "s", "refresh_token": "t", "code": "c", "X-Functions-Key": "k"],
            "list": [["set-cookie": "a", "apiKey": 1, "name": "n"]],
            "authorization": "Basic x", "token": ["deep": 1], "credentials": [], "tokenTypes": ["AccessToken"],
        ]
        #expect(
            payload.maskedForLog == [
                "params": [
                    "client_secret": "******", "refresh_token": "******", "code": "c", "X-Functions-Key": "******",
                ],
                "list": [["set-cookie": "******", "apiKey": "******", "name": "n"]],
                "authorization": "******", "token": "******", "credentials": "******", "tokenTypes": ["AccessToken"],
            ])
    }

    @Test func `what only sounds secret stays, and scripts go`() {
        let payload: JSON = [
            "hasPassword": true, "passwordVerified": false, "applicationSecret": ["name": "Default secret"],
            "script": "return 1", "actionScript": "x", "environmentVariables": [:],
        ]
        #expect(
            payload.maskedForLog == [
                "hasPassword": true, "passwordVerified": false, "applicationSecret": ["name": "Default secret"],
            ])
        let odd: JSON = ["hasPassword": "hunter2", "applicationSecret": ["value": "s"]]
        #expect(odd.maskedForLog == ["hasPassword": "******", "applicationSecret": "******"])
    }
}
