import Core

/// A resource before it is known what of it is asked for.
struct JSONAPIResource {
    let type: String
    let id: String
    /// All that the bearer may see; what it may not see is absent rather than `null` (spec `patreon.md` §3.3). Worked out
    /// only for what ends in the document, since some attributes have to be counted.
    let attributes: () throws -> [String: JSON]
    /// Looked up when it is to be included. One without an entry here is left out of the document.
    var related: [String: () throws -> Related]

    init(
        type: String, id: String, attributes: @autoclosure @escaping () throws -> [String: JSON],
        related: [String: () throws -> Related] = [:]
    ) {
        self.type = type
        self.id = id
        self.attributes = attributes
        self.related = related
    }

    enum Related {
        case one(JSONAPIResource?)
        case many([JSONAPIResource])
        /// The beginning of a list that has an address of its own, as the first version of the API has (§3.6).
        case page([JSONAPIResource], first: String)

        var resources: [JSONAPIResource] {
            switch self {
            case .one(let resource): resource.map { [$0] } ?? []
            case .many(let resources), .page(let resources, _): resources
            }
        }
    }
}
