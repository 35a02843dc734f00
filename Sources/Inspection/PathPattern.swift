/// A path, or what several have in common: `*` stands for any text, slashes included. Letter case counts.
package struct PathPattern: Equatable, Sendable {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    package func matches(_ path: String) -> Bool {
        // Without stars it is the path itself; between stars stand pieces that follow each other in it.
        let pieces = self.text.utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
        guard pieces.count > 1, let first = pieces.first, let last = pieces.last else {
            return path.utf8.elementsEqual(self.text.utf8)
        }
        var rest = Array(path.utf8)[...]
        guard rest.starts(with: first) else { return false }
        rest = rest.dropFirst(first.count)
        for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
            guard let range = rest.firstRange(of: piece) else { return false }
            rest = rest[range.upperBound...]
        }
        return rest.count >= last.count && rest.suffix(last.count).elementsEqual(last)
    }
}
