import Core

/// What becomes of the JSON of an answer: members that are set, and members that are taken away. They are named by their
/// path, `data.attributes.email` or `included.0.id`; a path that leads nowhere changes nothing.
package struct FaultChange: Equatable, Sendable {
    package struct Setting: Equatable, Sendable {
        package let path: String
        package let value: JSON

        package init(path: String, value: JSON) {
            self.path = path
            self.value = value
        }
    }

    package var settings: [Setting]
    package var removals: [String]

    package init(settings: [Setting] = [], removals: [String] = []) {
        self.settings = settings
        self.removals = removals
    }

    package func applied(to json: JSON) -> JSON {
        let set = self.settings.reduce(json) { Self.with($1.value, at: Self.names($1.path), in: $0) }
        return self.removals.reduce(set) { Self.with(nil, at: Self.names($1), in: $0) }
    }

    private static func names(_ path: String) -> ArraySlice<String> {
        path.split(separator: ".").map(String.init)[...]
    }

    /// - Parameter value: `nil` takes the member away.
    private static func with(_ value: JSON?, at path: ArraySlice<String>, in json: JSON) -> JSON {
        guard let name = path.first else { return json }
        let rest = path.dropFirst()
        switch json {
        case .object(var members):
            guard let index = members.lastIndex(where: { $0.name == name }) else {
                guard let value, rest.isEmpty else { return json }
                return .object(members + [JSON.Member(name, value)])
            }
            if !rest.isEmpty {
                members[index].value = Self.with(value, at: rest, in: members[index].value)
            } else if let value {
                members[index].value = value
            } else {
                members.remove(at: index)
            }
            return .object(members)
        case .array(var values):
            guard let index = Int(name), values.indices.contains(index) else { return json }
            if !rest.isEmpty {
                values[index] = Self.with(value, at: rest, in: values[index])
            } else if let value {
                values[index] = value
            } else {
                values.remove(at: index)
            }
            return .array(values)
        default:
            return json
        }
    }
}
