import Core
import HTTPTypes
import TestSupport
import Testing

/// What of Logto's APIs is not emulated answers as if nobody had heard of it (spec `logto-management-api.md` §1.2, §4).
@Suite struct UnservedRoutesTests {
    @Test(arguments: [
        (HTTPRequest.Method.get, "/configs/jwt-customizer"), (.put, "/configs/jwt-customizer/access-token"),
        (.get, "/configs/cimd"), (.get, "/configs/actions"), (.get, "/custom-phrases"), (.put, "/custom-phrases/en"),
        (.get, "/custom-profile-fields"), (.post, "/custom-profile-fields/batch"), (.get, "/email-templates"),
        (.get, "/captcha-provider"), (.delete, "/secrets/x"), (.get, "/systems/application"),
        (.get, "/user-assets/service-status"), (.post, "/user-assets"), (.get, "/domains"), (.post, "/domains/cleanup"),
        (.get, "/sso-connector-providers"), (.get, "/sso-connectors"), (.post, "/saml-applications"),
        (.get, "/saml-applications/x/metadata"), (.get, "/authn/hasura"), (.post, "/authn/saml/x"),
        (.get, "/applications/x/protected-app-metadata/custom-domains"), (.get, "/users/x/trusted-devices"),
        (.get, "/users/x/sso-identities/y"),
        (.post, "/sign-in-exp/default/custom-ui-assets"), (.get, "/my-account/trusted-devices"),
        (.get, "/my-account/identities/patreon/access-token"), (.post, "/my-account/user-assets/avatar"),
        (.post, "/verifications/web-authn/registration"), (.get, "/.well-known/endpoints/default"),
        (.put, "/interaction"), (.delete, "/interaction"), (.patch, "/interaction/identifiers"),
        (.post, "/interaction/submit"), (.post, "/interaction/verification/social-authorization-uri"),
    ])
    func `a route that is not emulated is not found, for anyone`(
        method: HTTPRequest.Method, path: String
    ) async throws {
        let management = try await Management()
        for headers: HTTPFields in [[:], [.authorization: "Bearer nonsense"]] {
            let answer = try await management.call(method, path, headers: headers)
            #expect(answer.status == .notFound)
            #expect(answer.body == "Not Found")
            #expect(answer.headers[.contentType]?.hasPrefix("text/plain") == true)
        }
        #expect(try await Description(of: management.world).operation(method, "/api\(path)") == nil)
    }
}
