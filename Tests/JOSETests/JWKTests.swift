import Foundation
import JOSE
import Testing

struct JWKTests {
    @Test func `the thumbprint is that of RFC 7638 §3_1`() {
        let key = JWK(
            kty: "RSA", kid: "2011-04-29", alg: "RS256", e: "AQAB",
            n: """
                0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3ok\
                njhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu\
                6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8a\
                wapJzKnqDKgw
                """)
        #expect(key.thumbprint == "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs")
    }

    @Test(arguments: SignedExample.joserfc) func `joserfc computes the same thumbprint`(example: SignedExample) {
        #expect(example.key.thumbprint == example.key.kid)
    }

    @Test func `what describes a key does not change its thumbprint`() throws {
        var key = try SigningKey.generate(.p256).jwk
        let thumbprint = key.thumbprint
        key.kid = "another"
        key.use = nil
        key.alg = nil
        #expect(key.thumbprint == thumbprint)
    }

    @Test func `absent members are left out of the JSON`() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let json = try encoder.encode(JWK(kty: "EC", crv: "P-256", x: "eA", y: "eQ"))
        #expect(String(decoding: json, as: UTF8.self) == #"{"crv":"P-256","kty":"EC","x":"eA","y":"eQ"}"#)
    }

    @Test func `members keep Logto's order`() {
        let key = JWK(kty: "EC", use: "sig", kid: "id", alg: "ES256", crv: "P-256", x: "eA", y: "eQ")
        #expect(key.members.map(\.name) == ["kty", "use", "kid", "alg", "crv", "x", "y"])
        #expect(
            JWK(kty: "RSA", use: "sig", kid: "id", e: "AQAB", n: "bg").members.map(\.name) == [
                "kty", "use", "kid", "e", "n",
            ])
    }

    @Test func `a key with secret and unknown members decodes to what is public of it`() throws {
        let json = #"{"kty":"EC","crv":"P-256","x":"eA","y":"eQ","d":"c2VjcmV0","key_ops":["sign"],"x5c":["MII"]}"#
        let key = try JSONDecoder().decode(JWK.self, from: Data(json.utf8))
        #expect(key == JWK(kty: "EC", crv: "P-256", x: "eA", y: "eQ"))
    }
}
