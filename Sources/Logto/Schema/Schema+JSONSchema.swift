import Core

extension Schema {
    /// As JSON Schema in the dialect of OpenAPI 3.0, so that what is said of a body is what the body is checked against.
    package var jsonSchema: JSON {
        switch self {
        case .any: [:]
        case .string(let rules): JSON(type: "string").adding(.object(rules.flatMap(\.jsonSchema)))
        case .number(let rules): Self.jsonSchema(number: rules)
        case .boolean: JSON(type: "boolean")
        case .literal(let text): ["type": "string", "enum": [.string(text)]]
        case .choice(let options): ["type": "string", "enum": .strings(options)]
        case .array(let element, let least, let most):
            [
                "type": "array", "items": element.jsonSchema, "minItems": least.map { .int(Int64($0)) },
                "maxItems": most.map { .int(Int64($0)) },
            ]
        case .object(let fields): Self.jsonSchema(object: fields)
        case .record(let element): ["type": "object", "additionalProperties": element.jsonSchema]
        case .union(let options): ["anyOf": .array(options.map(\.jsonSchema))]
        case .tagged(let tag, let variants):
            [
                "oneOf": .array(
                    variants.map { Self.jsonSchema(object: [.required(tag, .literal($0.value))] + $0.fields) })
            ]
        case .named(let name, _): ["$ref": .string("#/components/schemas/\(name)")]
        // Beside a reference nothing counts.
        case .nullable(.named(let name, let schema)):
            ["allOf": [Schema.named(name, schema).jsonSchema], "nullable": true]
        // Neither a list of values nor one of options lets anything through that is not in it.
        case .nullable(.choice(let options)):
            ["type": "string", "enum": .array(options.map(JSON.string) + [.null]), "nullable": true]
        case .nullable(.union(let options)):
            ["anyOf": .array(options.map { Schema.nullable($0).jsonSchema })]
        case .nullable(let schema): schema.jsonSchema.adding(["nullable": true])
        case .refined(let schema, _): schema.jsonSchema
        }
    }

    /// Those in it that have names, at any depth.
    var named: [String: Schema] {
        switch self {
        case .named(let name, let schema): schema.named.merging([name: schema]) { first, _ in first }
        case .array(let schema, _, _), .record(let schema), .nullable(let schema), .refined(let schema, _):
            schema.named
        case .object(let fields): Self.named(in: fields.map(\.schema))
        case .union(let options): Self.named(in: options)
        case .tagged(_, let variants): Self.named(in: variants.flatMap(\.fields).map(\.schema))
        case .any, .string, .number, .boolean, .literal, .choice: [:]
        }
    }

    private static func named(in schemas: [Schema]) -> [String: Schema] {
        schemas.reduce(into: [:]) { $0.merge($1.named) { first, _ in first } }
    }

    private static func jsonSchema(number rules: [NumberRule]) -> JSON {
        let isWhole = rules.contains { if case .whole = $0 { true } else { false } }
        return JSON(type: isWhole ? "integer" : "number").adding(.object(rules.flatMap(\.jsonSchema)))
    }

    private static func jsonSchema(object fields: [Field]) -> JSON {
        let required = fields.filter(\.isRequired).map(\.name)
        return [
            "type": "object",
            "properties": .object(fields.map { JSON.Member($0.name, $0.schema.jsonSchema) }),
            "required": required.isEmpty ? nil : .strings(required),
        ]
    }
}

extension Schema.StringRule {
    fileprivate var jsonSchema: [JSON.Member] {
        switch self {
        case .least(let least): [JSON.Member("minLength", .int(Int64(least)))]
        case .most(let most): [JSON.Member("maxLength", .int(Int64(most)))]
        case .url: [JSON.Member("format", "uri")]
        case .email: [JSON.Member("format", "email")]
        case .pattern(let pattern, _): [JSON.Member("pattern", .string(pattern))]
        }
    }
}

extension Schema.NumberRule {
    fileprivate var jsonSchema: [JSON.Member] {
        switch self {
        case .whole: []
        case .least(let least): [JSON.Member("minimum", .number(least))]
        case .moreThan(let least):
            [JSON.Member("minimum", .number(least)), JSON.Member("exclusiveMinimum", true)]
        case .most(let most): [JSON.Member("maximum", .number(most))]
        }
    }
}

extension JSON {
    fileprivate init(type: String) { self = ["type": .string(type)] }
}
