import Core

/// A JSON:API document: a resource or a list of them and, each once, the resources that their relationships lead to.
/// Members stand in alphabetical order, as Patreon sends them (spec `patreon.md` §3.3).
struct JSONAPIDocument {
    private let query: JSONAPIQuery
    private let schema: JSONAPISchema
    private let origin: String
    /// The primary ones first, then what they led to, in the order it was met.
    private var order: [Key] = []
    private var entries: [Key: Entry] = [:]
    private var visits: Set<Visit> = []

    private struct Key: Hashable {
        let type: String
        let id: String

        init(_ resource: JSONAPIResource) {
            self.type = resource.type
            self.id = resource.id
        }
    }

    private struct Entry {
        let resource: JSONAPIResource
        var relationships: [String: JSON] = [:]
    }

    /// A resource met at a place of the tree of includes. A second visit finds what the first one found: without this,
    /// a path that runs in circles would take time without end.
    private struct Visit: Hashable {
        let key: Key
        let path: String
    }

    /// What a list says besides its resources.
    struct ListFrame {
        var links: JSON?
        var meta: JSON?
    }

    static func rendered(
        _ root: JSONAPIResource, query: JSONAPIQuery, schema: JSONAPISchema, origin: String
    ) throws -> JSON {
        var document = try JSONAPIDocument([root], query: query, schema: schema, origin: origin)
        for name in query.linkedOnly {
            try document.link(name, of: root)
        }
        let objects = try document.objects()
        return [
            "data": objects.first,
            "included": objects.count > 1 ? .array(Array(objects.dropFirst())) : nil,
            "links": document.url(of: root).map { ["self": .string($0)] },
        ]
    }

    static func rendered(
        _ list: [JSONAPIResource], query: JSONAPIQuery, schema: JSONAPISchema, origin: String, frame: ListFrame
    ) throws -> JSON {
        let document = try JSONAPIDocument(list, query: query, schema: schema, origin: origin)
        let objects = try document.objects()
        let included = Array(objects.dropFirst(list.count))
        return [
            "data": .array(Array(objects.prefix(list.count))),
            "included": included.isEmpty ? nil : .array(included),
            "links": frame.links,
            "meta": frame.meta,
        ]
    }

    private init(
        _ primary: [JSONAPIResource], query: JSONAPIQuery, schema: JSONAPISchema, origin: String
    ) throws {
        self.query = query
        self.schema = schema
        self.origin = origin
        for resource in primary {
            self.enter(resource)
        }
        for resource in primary {
            try self.add(resource, including: query.include, at: "")
        }
    }

    private mutating func enter(_ resource: JSONAPIResource) {
        let key = Key(resource)
        guard self.entries[key] == nil else { return }
        self.order.append(key)
        self.entries[key] = Entry(resource: resource)
    }

    private mutating func add(_ resource: JSONAPIResource, including include: IncludeTree, at path: String) throws {
        let key = Key(resource)
        self.enter(resource)
        guard self.visits.insert(Visit(key: key, path: path)).inserted else { return }
        for (name, branch) in include.branches.sorted(by: { $0.key < $1.key }) {
            guard let related = try resource.related[name]?() else { continue }
            let linkage = self.linkage(related)
            self.entries[key]?.relationships[name] = linkage
            for target in related.resources {
                try self.add(target, including: branch, at: "\(path).\(name)")
            }
        }
    }

    /// A relationship whose resources are not included.
    private mutating func link(_ name: String, of resource: JSONAPIResource) throws {
        guard let related = try resource.related[name]?() else { return }
        let linkage = self.linkage(related)
        self.entries[Key(resource)]?.relationships[name] = linkage
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
        case .page(let targets, let first):
            ["data": .array(targets.map(Self.identifier)), "links": ["first": .string(first)]]
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

    private func objects() throws -> [JSON] {
        try self.order.compactMap { try self.entries[$0].map(self.object) }
    }

    private func object(_ entry: Entry) throws -> JSON {
        let shown = self.query.attributes(of: entry.resource.type)
        let attributes = shown.isEmpty ? [:] : try entry.resource.attributes()
        return [
            "attributes": .sorted(attributes.filter { shown.contains($0.key) }),
            "id": .string(entry.resource.id),
            "relationships": entry.relationships.isEmpty ? nil : .sorted(entry.relationships),
            "type": .string(entry.resource.type),
        ]
    }
}

extension JSON {
    /// An object with its members in alphabetical order.
    static func sorted(_ members: [String: JSON]) -> JSON {
        .object(members.sorted { $0.key < $1.key }.map { Member($0.key, $0.value) })
    }

    static func nullable(_ value: Int64?) -> JSON { value.map(JSON.int) ?? .null }
    static func nullable(_ value: Bool?) -> JSON { value.map(JSON.bool) ?? .null }

    /// As the second version of the API writes time.
    static func time(_ value: Instant?) -> JSON { .nullable(value?.patreonText) }

    /// An object whose members are all `null`.
    static func nulls(_ names: [String]) -> JSON {
        .object(names.map { Member($0, .null) })
    }
}
