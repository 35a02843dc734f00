import Core
import HTTPTypes
import Testing

@testable import Logto

@Suite("Guard (spec §1.5 B, logto-management-api.md §2.2)")
struct GuardTests {
    private static func refusal(of text: String, _ ask: (inout Guard) -> Void) throws -> LogtoError? {
        var body = Guard(try JSON(parsing: text))
        ask(&body)
        do {
            try body.finish("guard.invalid_input")
            return nil
        } catch {
            return error
        }
    }

    @Test func `what has the right shape is read`() throws {
        var body = Guard(try JSON(parsing: #"{"a":{"b":"text"},"n":1.5,"i":2,"t":true,"z":null}"#))
        #expect(body.string("a", "b") == "text")
        #expect(body.number("n") == 1.5)
        #expect(body.number("i") == 2)
        #expect(body.bool("t") == true)
        #expect(body.object("a") == true)
        #expect(body.string("absent", presence: .optional) == nil)
        #expect(body.string("z", presence: .nullish) == nil)
        #expect(body.object("absent", presence: .optional) == false)
        try body.finish("guard.invalid_input")
    }

    @Test(arguments: [
        ("{}", "undefined"), (#"{"x":null}"#, "null"), (#"{"x":1}"#, "number"), (#"{"x":1.5}"#, "number"),
        (#"{"x":true}"#, "boolean"), (#"{"x":[]}"#, "array"), (#"{"x":{}}"#, "object"), ("[]", "undefined"),
        ("null", "undefined"), (#""x""#, "undefined"),
    ])
    func `what is not a string is named`(text: String, received: String) throws {
        let refusal = try Self.refusal(of: text) { $0.string("x") }
        let error = try #require(refusal)
        #expect(error.code == "guard.invalid_input")
        #expect(error.status == .badRequest)
        #expect(
            error.details == #"Error in key path "x": (invalid_type) Expected string but received \#(received)."#)
        let message = received == "undefined" ? "Required" : "Expected string, received \(received)"
        #expect(
            error.data == [
                "issues": [
                    [
                        "code": "invalid_type", "expected": "string", "received": .string(received), "path": ["x"],
                        "message": .string(message),
                    ]
                ],
                "name": "ZodError",
            ])
    }

    @Test func `null is not optional, only nullish`() throws {
        let optional = try Self.refusal(of: #"{"x":null}"#) { $0.string("x", presence: .optional) }
        let nullish = try Self.refusal(of: #"{"x":null}"#) { $0.string("x", presence: .nullish) }
        let absent = try Self.refusal(of: "{}") { $0.bool("x", presence: .optional) }
        #expect(optional != nil)
        #expect(nullish == nil)
        #expect(absent == nil)
    }

    @Test func `all issues are told, a line each`() throws {
        let refusal = try Self.refusal(of: #"{"identifier":{},"n":"1"}"#) { body in
            body.string("identifier", "type")
            body.number("n")
            body.bool("b")
        }
        let error = try #require(refusal)
        #expect(
            error.details == """
                Error in key path "identifier.type": (invalid_type) Expected string but received undefined.
                Error in key path "n": (invalid_type) Expected number but received string.
                Error in key path "b": (invalid_type) Expected boolean but received undefined.
                """)
    }
}
