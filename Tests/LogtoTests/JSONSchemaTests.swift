import Core
import HTTPTypes
import Logto
import Testing

/// Shapes as JSON Schema, and the names of operations (spec `logto-management-api.md` §12).
@Suite struct JSONSchemaTests {
    @Test(
        arguments: [
            (.any, [:]), (.text, ["type": "string"]),
            (.text(1...3), ["type": "string", "minLength": 1, "maxLength": 3]),
            (.url, ["type": "string", "format": "uri"]), (.string([.email]), ["type": "string", "format": "email"]),
            (.string([.pattern("^a$") { $0 == "a" }]), ["type": "string", "pattern": "^a$"]),
            (.number([]), ["type": "number"]),
            (.number([.whole, .least(1), .most(9)]), ["type": "integer", "minimum": 1, "maximum": 9]),
            (.number([.moreThan(0)]), ["type": "number", "minimum": 0, "exclusiveMinimum": true]),
            (.boolean, ["type": "boolean"]), (.literal("a"), ["type": "string", "enum": ["a"]]),
            (.choice(["a", "b"]), ["type": "string", "enum": ["a", "b"]]),
            (
                .array(.text, least: 1, most: 2),
                ["type": "array", "items": ["type": "string"], "minItems": 1, "maxItems": 2]
            ),
            (.record(.text), ["type": "object", "additionalProperties": ["type": "string"]]),
            (.union([.text, .boolean]), ["anyOf": [["type": "string"], ["type": "boolean"]]]),
            (.nullable(.text), ["type": "string", "nullable": true]),
            (.nullable(.choice(["a"])), ["type": "string", "enum": .array(["a", .null]), "nullable": true]),
            (
                .nullable(.union([.text, .choice(["a"])])),
                [
                    "anyOf": [
                        ["type": "string", "nullable": true],
                        ["type": "string", "enum": .array(["a", .null]), "nullable": true],
                    ]
                ]
            ),
            (.named("Thing", .text), ["$ref": "#/components/schemas/Thing"]),
            (
                .nullable(.named("Thing", .text)),
                ["allOf": [["$ref": "#/components/schemas/Thing"]], "nullable": true]
            ),
            (.refined(.text, { _ in false }), ["type": "string"]),
            (
                .object([.required("a", .text), .optional("b", .boolean)]),
                [
                    "type": "object", "properties": ["a": ["type": "string"], "b": ["type": "boolean"]],
                    "required": ["a"],
                ]
            ),
            (
                .object([.nullish("a", .text)]),
                ["type": "object", "properties": ["a": ["type": "string", "nullable": true]]]
            ),
            (
                .tagged("t", [Schema.Variant("x", [.required("a", .text)])]),
                [
                    "oneOf": [
                        [
                            "type": "object",
                            "properties": ["t": ["type": "string", "enum": ["x"]], "a": ["type": "string"]],
                            "required": ["t", "a"],
                        ]
                    ]
                ]
            ),
        ] as [(Schema, JSON)])
    func `a shape is printed as what it checks`(schema: Schema, json: JSON) {
        #expect(schema.jsonSchema == json, "\(schema.jsonSchema.text())")
    }

    @Test(arguments: [
        (HTTPRequest.Method.get, "/applications", "ListApplications"), (.get, "/applications/:id", "GetApplication"),
        (.post, "/applications", "CreateApplication"), (.patch, "/applications/:id", "UpdateApplication"),
        (.delete, "/applications/:id", "DeleteApplication"),
        (.get, "/users/:userId/roles", "ListUserRoles"), (.put, "/users/:userId/roles", "ReplaceUserRoles"),
        (.post, "/users/:userId/roles", "AssignUserRoles"),
        (.delete, "/users/:userId/roles/:roleId", "DeleteUserRole"),
        (.post, "/connectors/:factoryId/test", "CreateConnectorTest"),
        (.get, "/connector-factories/:id", "GetConnectorFactory"),
        (.get, "/.well-known/experience", "ListWellKnownExperience"),
    ])
    func `an operation has the name that Logto's clients know`(
        method: HTTPRequest.Method, path: String, name: String
    ) {
        #expect(APIOperation(method, path, "", for: .administrators).id == name)
    }
}
