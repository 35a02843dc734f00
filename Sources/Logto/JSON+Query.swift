import Core
import Web

extension JSON {
    /// As Node.js reads a query: a name that is repeated has an array.
    package init(query: FormParameters) {
        var members: [JSON.Member] = []
        for pair in query.pairs {
            if let index = members.firstIndex(where: { $0.name == pair.name }) {
                members[index].value = .array(
                    (members[index].value.array ?? [members[index].value]) + [.string(pair.value)])
            } else {
                members.append(JSON.Member(pair.name, .string(pair.value)))
            }
        }
        self = .object(members)
    }
}
