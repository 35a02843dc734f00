import Core

/// The parameters of a query or of a form, in the order they came, repeated ones included.
package struct FormParameters: Sendable {
    package struct Pair: Equatable, Sendable {
        package let name: String
        package let value: String
    }

    package let pairs: [Pair]

    package init(_ pairs: [(name: String, value: String)]) {
        self.pairs = pairs.map { Pair(name: $0.name, value: $0.value) }
    }

    /// Reads `application/x-www-form-urlencoded` text.
    package init(encoded: String) {
        self.init(FormURLEncoding.decode(encoded))
    }

    /// The first value of that name.
    package subscript(name: String) -> String? {
        self.pairs.first { $0.name == name }?.value
    }

    package func values(_ name: String) -> [String] {
        self.pairs.filter { $0.name == name }.map(\.value)
    }

    /// The names that occur more than once, in the order of their first occurrence.
    package var repeatedNames: [String] {
        var counts: [String: Int] = [:]
        for pair in self.pairs { counts[pair.name, default: 0] += 1 }
        var names: [String] = []
        for pair in self.pairs where counts[pair.name, default: 0] > 1 && !names.contains(pair.name) {
            names.append(pair.name)
        }
        return names
    }
}
