import Testing
import Web

@testable import Patreon

@Suite("Token requests (spec §2.1, §2.5)")
struct TokenRequestTests {
    @Test func `parameters may stand in the query and in the body`() {
        let request = TokenRequest(
            query: FormParameters(encoded: "grant_type=refresh_token"),
            form: FormParameters(encoded: "refresh_token=r"),
            authorization: nil)
        #expect(request["grant_type"] == "refresh_token")
        #expect(request["refresh_token"] == "r")
    }

    @Test(arguments: [
        ("code=1&code=2", "", "code"), ("code=1", "code=2", "code"),
        ("code=1", "code=1&client_id=a&client_id=b", "client_id"),
        ("", "redirect_uri=&redirect_uri=", "redirect_uri"),
    ])
    func `a parameter that comes twice is refused`(query: String, form: String, name: String) {
        let request = TokenRequest(
            query: FormParameters(encoded: query), form: FormParameters(encoded: form), authorization: nil)
        #expect(throws: TokenRefusal.invalidRequest("Duplicate \(name) parameter.")) { try request.checkRepetition() }
    }

    @Test func `unknown ones may come as they like`() throws {
        let request = TokenRequest(
            query: FormParameters(encoded: "is_creator_access=true"),
            form: FormParameters(encoded: "is_creator_access=false"), authorization: nil)
        try request.checkRepetition()
    }

    @Test(arguments: [nil, "", "code="])
    func `an empty parameter is no better than none`(form: String?) {
        let request = TokenRequest(
            query: FormParameters([]), form: FormParameters(encoded: form ?? ""), authorization: nil)
        #expect(throws: TokenRefusal.invalidRequest("Missing code parameter.")) { try request.required("code") }
    }
}
