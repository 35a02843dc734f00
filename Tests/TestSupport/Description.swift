import Core
import Foundation
import HTTPTypes
import Testing

/// What `/api/swagger.json` says of Logto's APIs; answers in tests are held against it.
package struct Description: Sendable {
    package let document: JSON
    package let operations: [Operation]

    /// Of a world like any other: the APIs are the same in all of them.
    private static let shared = Task { try await Description(of: try await TestWorld()) }

    package init(of world: TestWorld, _ path: String = "/swagger.json") async throws {
        let document = try await world.get("\(world.logto)/api\(path)").json
        self.document = document
        self.operations = (document["paths"]?.members ?? []).flatMap { path in
            (path.value.members ?? []).compactMap { operation in
                HTTPRequest.Method(operation.name.uppercased()).map {
                    Operation(path: path.name, method: $0, description: operation.value)
                }
            }
        }
    }

    package struct Operation: Sendable {
        /// With `{name}` for a parameter.
        package let path: String
        package let method: HTTPRequest.Method
        package let description: JSON
        private let segments: [Substring]

        fileprivate init(path: String, method: HTTPRequest.Method, description: JSON) {
            self.path = path
            self.method = method
            self.description = description
            self.segments = path.split(separator: "/")
        }

        package func fits(_ path: String) -> Bool {
            let segments = path.split(separator: "/")
            return self.segments.count == segments.count
                && zip(self.segments, segments).allSatisfy { $0.hasPrefix("{") || $0.lowercased() == $1.lowercased() }
        }
    }

    /// - Parameter path: of a request; one that is spelled out comes before one with a name for a segment.
    package func operation(_ method: HTTPRequest.Method, _ path: String) -> Operation? {
        let operations = self.operations.filter { $0.method == method && $0.fits(path) }
        return operations.min { $0.path.count { $0 == "{" } < $1.path.count { $0 == "{" } }
    }

    /// Expects that an answer to a request is one of those that are described.
    package static func check(
        _ answer: TestResponse, to method: HTTPRequest.Method, _ url: String,
        _ location: SourceLocation = #_sourceLocation
    ) async throws {
        let description = try await Self.shared.value
        guard let path = URL(string: url)?.path(percentEncoded: true),
            let operation = description.operation(method, path), !Self.ofEveryRequest.contains(answer.status.code),
            answer.status != .notFound || answer.body != "Not Found"
        else { return }
        let status = String(answer.status.code)
        let response = operation.description["responses"]?[status].map(description.resolved)
        #expect(
            response != nil, "\(method) \(operation.path) does not say that it may answer \(status): \(answer.body)",
            sourceLocation: location)
        guard let content = response?["content"], answer.headers[.contentType] != nil else { return }
        let type = answer.headers[.contentType]?.split(separator: ";").first.map(String.init) ?? ""
        let schema = content[type]?["schema"]
        #expect(
            schema != nil, "\(method) \(operation.path) does not say that it answers \(type)", sourceLocation: location)
        guard let schema, type == "application/json" else { return }
        let problems = description.problems(of: answer.json, with: schema)
        #expect(problems.isEmpty, "\(method) \(operation.path): \(problems) \(answer.body)", sourceLocation: location)
    }

    /// What no operation says of itself: what the client has already, the method, our own failures.
    private static let ofEveryRequest = [304, 405, 500]

    // MARK: JSON Schema, as far as the documents use it

    package func resolved(_ schema: JSON) -> JSON {
        guard let path = schema["$ref"]?.string else { return schema }
        return path.split(separator: "/").dropFirst().reduce(self.document as JSON?) { $0?[String($1)] } ?? .null
    }

    /// Why a value does not fit.
    package func problems(of value: JSON, with schema: JSON, at path: String = "") -> [String] {
        let schema = self.resolved(schema)
        if value.isNull, schema["nullable"] == true { return [] }
        if let all = schema["allOf"]?.array { return all.flatMap { self.problems(of: value, with: $0, at: path) } }
        if let options = (schema["anyOf"] ?? schema["oneOf"])?.array {
            let fits = options.contains { self.problems(of: value, with: $0).isEmpty }
            return fits ? [] : ["\(path): none of the options"]
        }
        if let type = schema["type"]?.string, !value.isOf(type) { return ["\(path): no \(type)"] }
        if let options = schema["enum"]?.array, !options.contains(value) { return ["\(path): not among the values"] }
        let missing = (schema["required"]?.strings ?? []).filter { value[$0] == nil }
        let members = (value.members ?? []).flatMap { member -> [String] in
            let inner = schema["properties"]?[member.name] ?? schema["additionalProperties"]
            if inner == nil, schema["properties"] != nil { return ["\(path).\(member.name): not described"] }
            return inner.map { self.problems(of: member.value, with: $0, at: "\(path).\(member.name)") } ?? []
        }
        let elements = (value.array ?? []).enumerated().flatMap { index, element in
            schema["items"].map { self.problems(of: element, with: $0, at: "\(path)[\(index)]") } ?? []
        }
        return missing.map { "\(path).\($0): missing" } + members + elements
    }
}

extension Description.Operation {
    /// With something in place of each parameter.
    package var example: String {
        self.path.split(separator: "/").map { "/" + ($0.hasPrefix("{") ? "anything" : $0) }.joined()
    }
}

extension JSON {
    fileprivate func isOf(_ type: String) -> Bool {
        switch self {
        case .null: false
        case .bool: type == "boolean"
        case .int: type == "integer" || type == "number"
        case .double: type == "number"
        case .string: type == "string"
        case .array: type == "array"
        case .object: type == "object"
        }
    }
}
