import Hummingbird

extension Request {
    /// The value of a cookie as it stands in the header; the first one where the name is sent twice, which is the one
    /// with the longest path (RFC 6265 §5.4).
    package func cookie(_ name: String) -> String? {
        for header in self.headers[values: .cookie] {
            for part in header.utf8.split(separator: UInt8(ascii: ";")) {
                let pair = part.drop { $0 == UInt8(ascii: " ") }
                let rest = pair.dropFirst(name.utf8.count)
                if rest.first == UInt8(ascii: "="), pair.starts(with: name.utf8) {
                    return String(Substring(rest.dropFirst()))
                }
            }
        }
        return nil
    }
}
