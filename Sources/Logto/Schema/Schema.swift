import Core

/// The shape that a request's query or body has to have, as a value: requests are checked against it, and the API's own
/// description is written from it. It follows Logto's validation library (zod 3), members that are not named included:
/// those are dropped without a word (spec `logto-management-api.md` §1.2, §2.2).
package indirect enum Schema: Sendable {
    /// Any JSON value.
    case any
    case string([StringRule])
    case number([NumberRule])
    case boolean
    /// One text and no other.
    case literal(String)
    /// One of some texts.
    case choice([String])
    case array(Schema, least: Int? = nil, most: Int? = nil)
    case object([Field])
    /// An object with any names.
    case record(Schema)
    /// The first that fits.
    case union([Schema])
    /// Objects of several shapes, told apart by the text of one member (zod's discriminated union).
    case tagged(String, [Variant])
    case nullable(Schema)
    /// One that a description calls by a name of its own.
    case named(String, Schema)
    /// What passes a check of ours besides.
    case refined(Schema, @Sendable (JSON) -> Bool)

    package enum StringRule: Sendable {
        case least(Int)
        case most(Int)
        case url
        case email
        /// What the regular expression of Logto's rule stands for.
        case pattern(String, @Sendable (String) -> Bool)
    }

    package enum NumberRule: Sendable {
        case whole
        case least(Double)
        case moreThan(Double)
        case most(Double)
    }

    package struct Variant: Sendable {
        let value: String
        let fields: [Field]

        package init(_ value: String, _ fields: [Field]) {
            self.value = value
            self.fields = fields
        }
    }

    /// A member of an object.
    package struct Field: Sendable {
        package let name: String
        package let schema: Schema
        package let isRequired: Bool

        package init(_ name: String, _ schema: Schema, isRequired: Bool) {
            self.name = name
            self.schema = schema
            self.isRequired = isRequired
        }

        package static func required(_ name: String, _ schema: Schema) -> Field {
            Field(name, schema, isRequired: true)
        }

        package static func optional(_ name: String, _ schema: Schema) -> Field {
            Field(name, schema, isRequired: false)
        }

        /// May be absent or `null`.
        package static func nullish(_ name: String, _ schema: Schema) -> Field {
            Field(name, .nullable(schema), isRequired: false)
        }
    }
}

extension Schema {
    package static let text = Schema.string([])

    /// Text of so many characters, as a column takes it.
    package static func text(_ range: ClosedRange<Int>) -> Schema {
        .string((range.lowerBound > 0 ? [.least(range.lowerBound)] : []) + [.most(range.upperBound)])
    }

    package static let url = Schema.string([.url])

    /// An address, or the empty text that clears it.
    package static let urlOrEmpty = Schema.union([.url, .literal("")])

    /// An object of anything.
    package static let jsonObject = Schema.record(.any)

    package static let ids = Schema.array(.string([.least(1)]))

    package static func choice<Value: RawRepresentable & CaseIterable>(of type: Value.Type) -> Schema
    where Value.RawValue == String {
        .choice(Value.allCases.map(\.rawValue))
    }

    /// A list that keeps one of each value.
    package static let someIDs = Schema.array(.string([.least(1)]), least: 1)
}
