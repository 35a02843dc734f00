/// The resource types of one version of the API: which attributes and relationships `fields[…]` and `include` may name.
struct JSONAPISchema: Sendable {
    /// What the addresses of resources begin with, behind the origin.
    let root: String
    let types: [String: ResourceType]

    struct ResourceType: Sendable {
        /// Where the resources are, behind the root; `nil` for a type whose address is not known.
        var path: String?
        let attributes: Set<String>
        /// The attributes that come without being asked for: none of them in the second version.
        var unasked: Set<String> = []
        var relationships: [String: Relationship] = [:]
    }

    /// Leads to resources of a type.
    struct Relationship: Sendable, ExpressibleByStringLiteral {
        let target: String

        init(stringLiteral target: String) {
            self.target = target
        }
    }
}
