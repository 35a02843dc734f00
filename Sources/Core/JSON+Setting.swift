extension JSON {
    /// The object with one member replaced, added or, for `nil`, removed.
    package func setting(_ name: String, to value: JSON?) -> JSON {
        let others = (self.members ?? []).filter { $0.name != name }
        return .object(others + (value.map { [Member(name, $0)] } ?? []))
    }
}
