import Mustache

/// A page's model, taken apart once: the members of a struct by name; those that are `nil` are left out. Mustache by
/// itself reflects a struct anew for each variable that it looks up, in each level of the template, and even once is
/// most of a page's time: so a model says what it has by its synthesized `Encodable`.
final class PageNode: MustacheParent {
    /// So few that comparing finds one sooner than hashing.
    fileprivate var members: [(name: String, value: Any)] = []

    /// - Parameter model: a struct whose conformance is synthesized, and its members' too.
    init(_ model: some Encodable) {
        do {
            try model.encode(to: PagePart(node: self))
        } catch {
            preconditionFailure("a page's model does not encode: \(error)")
        }
    }

    fileprivate init() {}

    func child(named name: String) -> Any? {
        self.members.first { $0.name == name }?.value
    }
}

/// What becomes of a value that encodes itself here: a node of a struct, an array of an array, and a text, a number or a
/// truth value as it is.
private final class PagePart: Encoder {
    private var node: PageNode?
    private(set) var value: Any?
    var elements: [Any] = []

    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]

    init(node: PageNode? = nil) {
        self.node = node
    }

    static func value<Value: Encodable>(of value: Value) throws -> Any {
        if Value.self == String.self || Value.self == Bool.self || Value.self == Int.self { return value }
        let part = PagePart()
        try value.encode(to: part)
        return part.value ?? part.elements
    }

    func container<Key>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        let node = self.node ?? PageNode()
        self.value = node
        return KeyedEncodingContainer(Members(node: node))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer { Elements(part: self) }

    func singleValueContainer() -> any SingleValueEncodingContainer { Single(part: self) }

    /// Only synthesized conformances are encoded, which do not ask for it.
    private static func isNotSynthesized() -> Never {
        preconditionFailure("a page's model has a conformance to Encodable of its own")
    }

    private struct Members<Key: CodingKey>: KeyedEncodingContainerProtocol {
        let node: PageNode
        var codingPath: [any CodingKey] { [] }

        func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
            self.node.members.append((key.stringValue, try PagePart.value(of: value)))
        }

        func encodeNil(forKey key: Key) {}

        func nestedContainer<Nested>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested> {
            PagePart.isNotSynthesized()
        }

        func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { PagePart.isNotSynthesized() }

        func superEncoder() -> any Encoder { PagePart.isNotSynthesized() }

        func superEncoder(forKey key: Key) -> any Encoder { PagePart.isNotSynthesized() }
    }

    private struct Elements: UnkeyedEncodingContainer {
        let part: PagePart
        var codingPath: [any CodingKey] { [] }
        var count: Int { self.part.elements.count }

        func encode<Value: Encodable>(_ value: Value) throws {
            self.part.elements.append(try PagePart.value(of: value))
        }

        func encodeNil() {}

        func nestedContainer<Nested>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
            PagePart.isNotSynthesized()
        }

        func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { PagePart.isNotSynthesized() }

        func superEncoder() -> any Encoder { PagePart.isNotSynthesized() }
    }

    /// Of an enumeration with raw values.
    private struct Single: SingleValueEncodingContainer {
        let part: PagePart
        var codingPath: [any CodingKey] { [] }

        func encode<Value: Encodable>(_ value: Value) throws {
            self.part.value = try PagePart.value(of: value)
        }

        func encodeNil() {}
    }
}
