import Core

/// Objects of several shapes, told apart by one member (zod's discriminated union).
struct TaggedSchemas: Sendable {
    private let tag: String
    private let variants: [(value: String, fields: [Schema.Field])]

    init(_ tag: String, _ variants: [(value: String, fields: [Schema.Field])]) {
        self.tag = tag
        self.variants = variants
    }

    /// The object as its schema lets it through.
    ///
    /// - Throws: `guard.invalid_input` with all issues.
    func check(_ body: JSON) throws(LogtoError) -> JSON {
        guard body.members != nil else { throw Self.refusal([.type("object", body, at: [])]) }
        let value = body[self.tag]?.string
        guard let value, let variant = self.variants.first(where: { $0.value == value }) else {
            let values = self.variants.map { "'\($0.value)'" }.joined(separator: " | ")
            throw Self.refusal([
                SchemaIssue(
                    members: [
                        "code": "invalid_union_discriminator", "options": .strings(self.variants.map(\.value)),
                    ], message: "Invalid discriminator value. Expected \(values)", path: [.string(self.tag)])
            ])
        }
        return try Schema.object([.required(self.tag, .literal(value))] + variant.fields)
            .check(body, "guard.invalid_input", values: ["type": "body"])
    }

    static func refusal(_ issues: [SchemaIssue]) -> LogtoError {
        LogtoError(
            "guard.invalid_input", data: issues.json, details: issues.details, values: ["type": "body"])
    }
}
