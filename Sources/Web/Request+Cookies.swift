import Hummingbird

extension Request {
    /// The value of a cookie as it stands in the header; the first one where the name is sent twice, which is the one
    /// with the longest path (RFC 6265 §5.4).
    package func cookie(_ name: String) -> String? {
        for header in self.headers[values: .cookie] {
            for part in header.split(separator: ";") {
                let pair = part.drop { $0 == " " }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                if pair.count == 2, pair[0] == name { return String(pair[1]) }
            }
        }
        return nil
    }
}
