import Core
import HTTPTypes
import OAuth
import Testing

@testable import Logto

@Suite("Logto's words (spec §1.5, §19.2)")
struct PhrasesTests {
    @Test(arguments: [
        ("oidc.invalid_request", "Request is invalid.", "リクエストが無効です。"),
        ("oidc.invalid_grant", "Grant request is invalid.", "付与リクエストが無効です。"),
        ("oidc.access_denied", "Access denied.", "アクセスが拒否されました。"),
        ("oidc.invalid_target", "Invalid resource indicator.", "無効なリソース指示子です。"),
        (
            "oidc.server_error", "An unknown OIDC error occurred. Please try again later.",
            "不明なOIDCエラーが発生しました。後でもう一度お試しください。"
        ),
        (
            "oidc.login_required", "An OIDC error occurred: oidc.login_required.",
            "OIDCエラーが発生しました: oidc.login_required。"
        ),
        (
            "oidc.invalid_client", "An OIDC error occurred: oidc.invalid_client.",
            "OIDCエラーが発生しました: oidc.invalid_client。"
        ),
        (
            "password.expired", "Your password has expired. Please reset it.",
            "パスワードの有効期限が切れています。再設定してください。"
        ),
        // Without a Japanese phrase in the spec.
        (
            "auth.forbidden", "Forbidden. Please check your user roles and permissions.",
            "Forbidden. Please check your user roles and permissions."
        ),
        // A placeholder that nobody supplies stays ([U-1]).
        ("oidc.invalid_scope", "Invalid scope: {{error_description}}.", "Invalid scope: {{error_description}}."),
        ("oidc.insufficient_scope", "Token missing scope `{{scope}}`.", "Token missing scope `{{scope}}`."),
    ])
    func `a code has its phrase in either language`(code: String, english: String, japanese: String) {
        #expect(Phrases.message(code, in: .english) == english)
        #expect(Phrases.message(code, in: .japanese) == japanese)
    }

    @Test(arguments: [
        ("session.invalid_connector_id", ["connectorId": "abc"], "Unable to find available connector with id abc."),
        (
            "connector.general", ["errorDescription": #"{"message":"<b>"}"#],
            #"Error occurred in connector: {"message":"<b>"}"#
        ),
        ("connector.general", ["other": "x"], "Error occurred in connector: {{errorDescription}}"),
    ])
    func `placeholders are filled, and nothing is escaped (§1.5)`(
        code: String, values: [String: String], message: String
    ) {
        #expect(Phrases.message(code, in: .english, values: values) == message)
    }

    @Test func `an error's body leaves out what it has not (§1.5 B)`() {
        #expect(LogtoError(nil, message: "x").body(in: .english).text() == #"{"message":"x"}"#)
        let full = LogtoError("user.suspended", .unauthorized, data: ["a": 1], details: "line")
        #expect(
            full.body(in: .english).text()
                == #"{"code":"user.suspended","data":{"a":1},"details":"line","message":"This account is suspended."}"#)
    }

    @Test(arguments: [
        (OAuthError.invalidRequest("interaction session not found"), "session.not_found"),
        (.invalidRequest("authorization request has expired"), "session.not_found"),
        (.invalidRequest("not found"), "oidc.invalid_request"),
        (.invalidRequest("interaction session and authentication session mismatch"), "oidc.invalid_request"),
        (OAuthError(.invalidClient), "oidc.invalid_client"),
    ])
    func `a lost session is recognised by the engine's words (§1.5 A)`(error: OAuthError, code: String) {
        #expect(error.logtoCode == code)
    }

    @Test func `the envelope, decorated or not (§1.5 A)`() {
        let error = OAuthError.invalidScope("refresh token missing requested scope", scope: "phone")
        #expect(
            error.body(in: .english, state: "s", issuer: "i").text()
                == #"{"code":"oidc.invalid_scope","message":"Invalid scope: {{error_description}}.","error":"invalid_scope","error_description":"refresh token missing requested scope","scope":"phone","state":"s","iss":"i"}"#
        )
        #expect(
            error.body(in: .japanese, isDecorated: false).text()
                == #"{"error":"invalid_scope","error_description":"refresh token missing requested scope","scope":"phone"}"#
        )
        #expect(
            OAuthError.invalidGrant("x").body(in: .english).text()
                == #"{"code":"oidc.invalid_grant","message":"Grant request is invalid.","error_uri":"https://openid.sh/debug/invalid_grant","error":"invalid_grant","error_description":"x"}"#
        )
    }
}
