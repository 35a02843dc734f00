import JOSE
import Testing

/// A token that somebody else signed, with the public key that verifies it.
struct SignedExample: CustomTestStringConvertible {
    let testDescription: String
    let key: JWK
    let token: String
    let payload: String

    static let joe = """
        {"iss":"joe",\r\n "exp":1300819380,\r\n "http://example.com/is_root":true}
        """
    static let frodo = """
        It’s a dangerous business, Frodo, going out your door. You step onto the road, and if you don't keep your feet, \
        there’s no knowing where you might be swept off to.
        """
}
