import Core
import Web

/// What of a document a request asks for: which relationships to follow and which attributes to show
/// (spec `patreon.md` §3.3). Whatever the schema does not know is refused.
struct JSONAPIQuery: Sendable {
    let include: IncludeTree
    /// Relationships of the document's own resource that are listed without including what they lead to.
    var linkedOnly: Set<String> = []
    /// By type; types that the request does not name are absent.
    private let fields: [String: Set<String>]
    private let schema: JSONAPISchema

    /// - Parameters:
    ///   - root: the type of the document's own resource.
    ///   - paths: what to include.
    init(
        _ parameters: FormParameters, including paths: [String], on root: String, in schema: JSONAPISchema
    ) throws(PatreonError) {
        self.schema = schema
        self.include = try IncludeTree(paths, on: root, in: schema)
        var fields: [String: Set<String>] = [:]
        // A field set of a type that is not part of the answer is not looked at.
        for type in self.include.types(on: root, in: schema) {
            guard let list = parameters["fields[\(type)]"] else { continue }
            fields[type] = try Self.fields(Self.list(list), of: type, in: schema)
        }
        self.fields = fields
    }

    /// The pieces of a list with commas; empty ones do not count.
    static func list(_ text: String) -> [String] {
        text.utf8.split(separator: UInt8(ascii: ",")).map { String(Substring($0)) }
    }

    /// The attributes to show of a type's resources.
    func attributes(of type: String) -> Set<String> {
        self.fields[type] ?? self.schema.types[type]?.unasked ?? []
    }

    private static func fields(
        _ names: [String], of type: String, in schema: JSONAPISchema
    ) throws(PatreonError) -> Set<String> {
        let known = schema.types[type]?.attributes ?? []
        if let unknown = names.first(where: { !known.contains($0) }) {
            throw .parameterInvalid("fields[\(type)]", on: type, value: unknown)
        }
        return Set(names)
    }
}

/// The relationships to follow, and from their resources on which others: the paths of `include`, joined where they begin
/// alike.
struct IncludeTree: Equatable, Sendable {
    private(set) var branches: [String: IncludeTree] = [:]

    /// - Parameter paths: names with dots between them, from the root on.
    init(_ paths: [String], on root: String, in schema: JSONAPISchema) throws(PatreonError) {
        for path in paths {
            let names = path.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
                .map { String(Substring($0)) }
            try self.insert(names[...], on: root, in: schema, as: path)
        }
    }

    private init() {}

    /// Relationships lead in circles, so that a path may be as long as its sender likes; ours are followed by recursion.
    private static let greatestDepth = 10

    private mutating func insert(
        _ names: ArraySlice<String>, on type: String, in schema: JSONAPISchema, as path: String
    ) throws(PatreonError) {
        guard let name = names.first else { return }
        guard names.count <= Self.greatestDepth, let next = schema.types[type]?.relationships[name] else {
            throw .parameterInvalid("include", on: type, value: path)
        }
        var branch = self.branches[name] ?? IncludeTree()
        try branch.insert(names.dropFirst(), on: next.target, in: schema, as: path)
        self.branches[name] = branch
    }

    /// The types that a document with these relationships may contain.
    func types(on root: String, in schema: JSONAPISchema) -> Set<String> {
        self.branches.reduce(into: [root]) { types, branch in
            guard let next = schema.types[root]?.relationships[branch.key] else { return }
            types.formUnion(branch.value.types(on: next.target, in: schema))
        }
    }
}
