import Core
import HTTPTypes

/// Describes operations as an OpenAPI document (spec `logto-management-api.md` §4.8, §12): version 3.0.1, as Logto's are.
package struct OpenAPI: Sendable {
    private let title: String
    /// Where Logto is.
    private let origin: String
    private let operations: [APIOperation]

    package init(_ title: String, at origin: String, _ operations: [APIOperation]) {
        self.title = title
        self.origin = origin
        self.operations = operations
    }

    package var document: JSON {
        let tags = Set(self.operations.map(\.tag)).sorted()
        return [
            "openapi": "3.0.1",
            "servers": [["url": .string(self.origin), "description": "Logto endpoint address."]],
            "info": [
                "title": .string(self.title), "version": "emulated",
                "description": "Written from the routes that the emulator serves.",
            ],
            "paths": self.paths,
            "security": [],
            "components": [
                "securitySchemes": self.securitySchemes,
                "schemas": self.schemas,
                "parameters": Self.parameters,
                "responses": self.failures,
                "headers": Self.headers,
            ],
            "tags": .array(tags.map { ["name": .string($0)] }),
        ]
    }

    /// In the order in which they are served, all methods of a path together.
    private var paths: JSON {
        var paths: [JSON.Member] = []
        var places: [String: Int] = [:]
        for operation in self.operations {
            let member = JSON.Member(operation.method.rawValue.lowercased(), operation.openAPI)
            let path = operation.template
            if let place = places[path] {
                paths[place].value = paths[place].value.adding(.object([member]))
            } else {
                places[path] = paths.count
                paths.append(JSON.Member(path, .object([member])))
            }
        }
        return .object(paths)
    }

    private var securitySchemes: JSON {
        let used = Set(self.operations.map(\.audience))
        return .object(
            APIOperation.Audience.allCases.filter(used.contains).compactMap { audience in
                audience.schemeName.map { JSON.Member($0, audience.scheme(at: self.origin)) }
            })
    }

    /// The error's, and those that operations call by name.
    private var schemas: JSON {
        let named = self.operations.flatMap(\.schemas).reduce(into: [:]) { $0.merge($1.named) { first, _ in first } }
        let members = named.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value.jsonSchema) }
        return .object([JSON.Member("Error", Self.error)] + members)
    }

    /// The statuses that operations of this document fail with.
    private var failures: JSON {
        let statuses = Set(self.operations.flatMap(\.allFailures)).sorted { $0.code < $1.code }
        return .object(
            statuses.map { status in
                JSON.Member(
                    status.componentName,
                    [
                        "description": .string(status.reasonPhrase),
                        "content": ["application/json": ["schema": ["$ref": "#/components/schemas/Error"]]],
                    ])
            })
    }

    /// §2.1; what the engine refuses in a sign-in is told in the words of OAuth besides.
    private static let error: JSON = [
        "type": "object",
        "properties": [
            "code": ["type": "string"], "data": [:], "details": ["type": "string"], "message": ["type": "string"],
            "error": ["type": "string"], "error_description": ["type": "string"],
        ],
        "required": ["message"],
    ]

    /// §2.4, §2.5.
    private static let parameters: JSON = [
        "page": [
            "name": "page", "in": "query", "description": "Which page, from 1 on.",
            "schema": ["type": "integer", "minimum": 1],
        ],
        "page_size": [
            "name": "page_size", "in": "query", "description": "How many there are on a page.",
            "schema": ["type": "integer", "minimum": 1, "maximum": 100, "default": 20],
        ],
        "search_params": [
            "name": "search_params", "in": "query", "explode": true,
            "description":
                "What to search for: `search`, `search.<field>`, `mode`, `mode.<field>`, `joint`, `isCaseSensitive`.",
            "schema": ["type": "object", "additionalProperties": ["type": "string"]],
        ],
    ]

    private static let headers: JSON = [
        "Total-Number": ["description": "How many there are on all pages.", "schema": ["type": "integer"]],
        "Link": ["description": "The first, previous, next and last page (RFC 8288).", "schema": ["type": "string"]],
    ]
}

extension APIOperation {
    /// The path as OpenAPI writes it.
    package var template: String {
        let segments = self.path.split(separator: "/").map { $0.hasPrefix(":") ? "{\($0.dropFirst())}" : String($0) }
        return "/" + (["api"] + segments).joined(separator: "/")
    }

    /// The group that it is shown in.
    fileprivate var tag: String {
        let first = self.path.split(separator: "/").first ?? ""
        if first == "sign-in-exp" { return "Sign-in experience" }
        let words = first.drop { $0 == "." }.replacing("-", with: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    fileprivate var openAPI: JSON {
        let parameters =
            self.parameters.map { name -> JSON in
                ["name": .string(name), "in": "path", "required": true, "schema": ["type": "string"]]
            }
            + self.query.map { field -> JSON in
                [
                    "name": .string(field.name), "in": "query", "required": field.isRequired ? true : nil,
                    "schema": field.schema.jsonSchema,
                ]
            } + self.shared.map { ["$ref": .string("#/components/parameters/\($0)")] }
        return [
            "operationId": .string(self.id),
            "tags": [.string(self.tag)],
            "summary": .string(self.summary),
            "security": self.audience.security,
            "parameters": parameters.isEmpty ? nil : .array(parameters),
            "requestBody": self.body.map { body in
                ["required": true, "content": ["application/json": ["schema": body.jsonSchema]]]
            },
            "responses": .object(self.responses),
        ]
    }

    private var shared: [String] {
        (self.paging == .none ? [] : ["page", "page_size"]) + (self.isSearchable ? ["search_params"] : [])
    }

    private var responses: [JSON.Member] {
        let answers = ([(self.status, self.answer)] + self.alternatives).map { status, answer in
            JSON.Member(String(status.code), self.response(status, answer))
        }
        let failures = self.allFailures.map { status in
            JSON.Member(
                String(status.code), ["$ref": .string("#/components/responses/\(status.componentName)")])
        }
        return answers + failures
    }

    private func response(_ status: HTTPResponse.Status, _ answer: Content) -> JSON {
        let content: JSON? =
            switch answer {
            case .json(let schema): ["application/json": ["schema": schema.jsonSchema]]
            case .reasonPhrase: ["text/plain": ["schema": ["type": "string", "enum": [.string(status.reasonPhrase)]]]]
            case .none: nil
            }
        let headers = ["Total-Number", "Link"].map { name in
            JSON.Member(name, ["$ref": .string("#/components/headers/\(name)")])
        }
        return [
            "description": .string(status.reasonPhrase),
            "headers": self.paging == .none ? nil : .object(headers),
            "content": content,
        ]
    }

    /// Those that follow from what it asks of a request and from whom it is for, and its own.
    fileprivate var allFailures: [HTTPResponse.Status] {
        var statuses = self.failures
        let names = !self.parameters.isEmpty
        let asks = !self.query.isEmpty || self.body != nil || self.paging != .none || self.isSearchable || names
        if asks || self.audience == .signIn || self.audience == .users { statuses.insert(.badRequest) }
        if self.audience != .everybody {
            statuses.formUnion([.unauthorized, .forbidden])
            if names || self.method != .get || self.audience == .signIn { statuses.insert(.notFound) }
            if self.method != .get { statuses.insert(.unprocessableContent) }
        }
        return statuses.subtracting(self.alternatives.map(\.status)).sorted { $0.code < $1.code }
    }
}

extension HTTPResponse.Status {
    fileprivate var componentName: String { self.reasonPhrase.filter(\.isLetter) }
}
