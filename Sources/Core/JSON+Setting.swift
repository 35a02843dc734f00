extension JSON {
    /// The object with one member replaced, added or, for `nil`, removed.
    package func setting(_ name: String, to value: JSON?) -> JSON {
        let others = (self.members ?? []).filter { $0.name != name }
        return .object(others + (value.map { [Member(name, $0)] } ?? []))
    }

    /// An object with the members of another in place of its own, at the top level.
    package func merging(_ other: JSON) -> JSON {
        var members = self.members ?? []
        for member in other.members ?? [] {
            if let index = members.firstIndex(where: { $0.name == member.name }) {
                members[index].value = member.value
            } else {
                members.append(member)
            }
        }
        return .object(members)
    }
}
