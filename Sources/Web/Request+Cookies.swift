import Hummingbird

extension Request {
    /// The value of a cookie as it stands in the header; the first one where the name is sent twice, which is the one
    /// with the longest path (RFC 6265 §5.4).
    package func cookie(_ name: String) -> String? {
        for header in self.headers[values: .cookie] {
            var rest = header.utf8[...]
            while !rest.isEmpty {
                let pair = rest.prefix { $0 != UInt8(ascii: ";") }
                rest = rest[pair.endIndex...].dropFirst().drop { $0 == UInt8(ascii: " ") }
                if pair.starts(with: name.utf8) {
                    let value = pair.dropFirst(name.utf8.count)
                    if value.first == UInt8(ascii: "=") { return String(Substring(value.dropFirst())) }
                }
            }
        }
        return nil
    }
}
