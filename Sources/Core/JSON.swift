import Foundation

/// A JSON value whose objects keep the order of their members, so that what we send has the order the real service sends.
///
/// Written as literals: a member whose value is Swift's `nil` is left out, `.null` is sent as `null`.
package enum JSON: Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case double(Double)
    case string(String)
    case array([JSON])
    case object([Member])

    package struct Member: Sendable {
        package var name: String
        package var value: JSON

        package init(_ name: String, _ value: JSON) {
            self.name = name
            self.value = value
        }
    }
}

extension JSON: ExpressibleByStringInterpolation, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(integerLiteral value: Int64) { self = .int(value) }
    package init(arrayLiteral elements: JSON...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSON?)...) {
        self = .object(elements.compactMap { name, value in value.map { Member(name, $0) } })
    }
}

extension JSON {
    /// `.null` for `nil`: for members that the real service sends as `null`.
    package static func nullable(_ value: String?) -> JSON { value.map(JSON.string) ?? .null }

    package static func strings(_ values: some Sequence<String>) -> JSON { .array(values.map(JSON.string)) }

    package var string: String? { if case .string(let value) = self { value } else { nil } }
    package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
    package var int: Int64? { if case .int(let value) = self { value } else { nil } }
    package var array: [JSON]? { if case .array(let value) = self { value } else { nil } }
    package var members: [Member]? { if case .object(let value) = self { value } else { nil } }
    /// The strings of a list of strings.
    package var strings: [String] { (self.array ?? []).compactMap(\.string) }
    package var isNull: Bool { if case .null = self { true } else { false } }

    /// The member of an object; `nil` for another kind of value or an absent member.
    package subscript(name: String) -> JSON? {
        self.members?.last { $0.name == name }?.value
    }

    /// An object with more members behind its own.
    package func adding(_ more: JSON) -> JSON {
        .object((self.members ?? []) + (more.members ?? []))
    }
}

extension JSON: Equatable {
    /// Objects are equal when they have the same members in any order (RFC 8259 §4).
    package static func == (left: JSON, right: JSON) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.int(let left), .int(let right)): left == right
        case (.double(let left), .double(let right)): left == right
        case (.int(let int), .double(let double)), (.double(let double), .int(let int)): Double(int) == double
        case (.string(let left), .string(let right)): left == right
        case (.array(let left), .array(let right)): left == right
        case (.object(let left), .object(let right)):
            left.count == right.count
                && left.sorted { $0.name < $1.name }.elementsEqual(right.sorted { $0.name < $1.name }) {
                    $0.name == $1.name && $0.value == $1.value
                }
        default: false
        }
    }
}
