import Core

/// A resource before it is known what of it is asked for.
struct JSONAPIResource {
    let type: String
    let id: String
    /// All that the bearer may see; what it may not see is absent rather than `null` (spec `patreon.md` §3.3).
    let attributes: [String: JSON]
    /// Looked up when it is to be included. One without an entry here is left out of the document.
    var related: [String: () throws -> Related] = [:]

    enum Related {
        case one(JSONAPIResource?)
        case many([JSONAPIResource])
    }
}

/// A JSON:API document: a resource and, each once, the resources that its relationships lead to. Members stand in
/// alphabetical order, as Patreon sends them (§3.3).
struct JSONAPIDocument {
    static let contentType = "application/vnd.api+json"

    private let query: JSONAPIQuery
    private let schema: JSONAPISchema
    private let origin: String
    /// The root first, then what it led to, in the order it was met.
    private var order: [Key] = []
    private var entries: [Key: Entry] = [:]

    private struct Key: Hashable {
        let type: String
        let id: String
    }

    private struct Entry {
        let resource: JSONAPIResource
        var relationships: [String: JSON] = [:]
    }

    static func rendered(
        _ root: JSONAPIResource, query: JSONAPIQuery, schema: JSONAPISchema, origin: String
    ) throws -> JSON {
        var document = JSONAPIDocument(query: query, schema: schema, origin: origin)
        try document.add(root, including: query.include)
        return document.json
    }

    private init(query: JSONAPIQuery, schema: JSONAPISchema, origin: String) {
        self.query = query
        self.schema = schema
        self.origin = origin
    }

    private mutating func add(_ resource: JSONAPIResource, including include: IncludeTree) throws {
        let key = Key(type: resource.type, id: resource.id)
        if self.entries[key] == nil {
            self.order.append(key)
            self.entries[key] = Entry(resource: resource)
        }
        for (name, branch) in include.branches.sorted(by: { $0.key < $1.key }) {
            guard let related = try resource.related[name]?() else { continue }
            let linkage = self.linkage(related)
            self.entries[key]?.relationships[name] = linkage
            for target in related.resources {
                try self.add(target, including: branch)
            }
        }
    }

    private func linkage(_ related: JSONAPIResource.Related) -> JSON {
        switch related {
        case .one(nil):
            ["data": .null]
        case .one(let target?):
            [
                "data": Self.identifier(target),
                "links": self.url(of: target).map { ["related": .string($0)] },
            ]
        case .many(let targets):
            ["data": .array(targets.map(Self.identifier))]
        }
    }

    private static func identifier(_ resource: JSONAPIResource) -> JSON {
        ["id": .string(resource.id), "type": .string(resource.type)]
    }

    private func url(of resource: JSONAPIResource) -> String? {
        self.schema.types[resource.type]?.path.map {
            "\(self.origin)\(self.schema.root)/\($0)/\(PercentEncoding.component(resource.id))"
        }
    }

    private var json: JSON {
        let objects = self.order.compactMap { self.entries[$0].map(self.object) }
        let root = self.order.first.flatMap { self.entries[$0]?.resource }
        return [
            "data": objects.first,
            "included": objects.count > 1 ? .array(Array(objects.dropFirst())) : nil,
            "links": root.flatMap(self.url).map { ["self": .string($0)] },
        ]
    }

    private func object(_ entry: Entry) -> JSON {
        let shown = self.query.attributes(of: entry.resource.type)
        return [
            "attributes": .sorted(entry.resource.attributes.filter { shown.contains($0.key) }),
            "id": .string(entry.resource.id),
            "relationships": entry.relationships.isEmpty ? nil : .sorted(entry.relationships),
            "type": .string(entry.resource.type),
        ]
    }
}

extension JSONAPIResource.Related {
    fileprivate var resources: [JSONAPIResource] {
        switch self {
        case .one(let resource): resource.map { [$0] } ?? []
        case .many(let resources): resources
        }
    }
}

extension JSON {
    /// An object with its members in alphabetical order.
    fileprivate static func sorted(_ members: [String: JSON]) -> JSON {
        .object(members.sorted { $0.key < $1.key }.map { Member($0.key, $0.value) })
    }
}
