import Foundation

/// A token taken apart, and not yet believed (RFC 7515 §7.1).
struct CompactJWS {
    let header: Header
    let payload: [UInt8]
    let signature: [UInt8]
    /// What the signature is over: the first two parts as they were sent.
    let signingInput: [UInt8]

    init(_ token: String) throws(JWSError) {
        // One cut more than it takes, so that a fourth part is seen, but a million dots make no million parts.
        let parts = token.split(separator: ".", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 3,
            let headerBytes = Base64URL.decode(parts[0]),
            let payload = Base64URL.decode(parts[1]),
            let signature = Base64URL.decode(parts[2]),
            let header = try? JSONDecoder().decode(Header.self, from: Data(headerBytes))
        else { throw .malformed }
        self.header = header
        self.payload = payload
        self.signature = signature
        self.signingInput = Array(token.utf8.prefix(parts[0].utf8.count + 1 + parts[1].utf8.count))
    }

    struct Header: Decodable {
        let alg: String
        let kid: String?
        let typ: String?
        let isCritical: Bool

        private enum CodingKeys: CodingKey {
            case alg, kid, typ, crit
        }

        init(from decoder: any Decoder) throws {
            let members = try decoder.container(keyedBy: CodingKeys.self)
            self.alg = try members.decode(String.self, forKey: .alg)
            self.kid = try members.decodeIfPresent(String.self, forKey: .kid)
            self.typ = try members.decodeIfPresent(String.self, forKey: .typ)
            self.isCritical = members.contains(.crit)
        }
    }
}
