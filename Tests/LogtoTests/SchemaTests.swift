import Core
import Logto
import Testing

/// The shapes of zod's issues (spec `logto-management-api.md` §2.2).
@Suite struct SchemaTests {
    private static let schema = Schema.object([
        .required("name", .text(1...3)),
        .optional("kind", .choice(["A", "B"])),
        .optional("count", .number([.whole, .moreThan(0), .most(9)])),
        .nullish("list", .array(.object([.required("id", .text)]), least: 1)),
        .optional("either", .union([.text, .number([])])),
        .optional("link", .urlOrEmpty),
        .optional("data", .jsonObject),
    ])

    private func issues(_ value: JSON) -> [JSON] {
        do {
            _ = try Self.schema.check(value, "guard.invalid_input", values: ["type": "body"])
            return []
        } catch {
            #expect(error.body(in: .english)["message"] == "The request body is invalid.")
            return error.data?["issues"]?.array ?? []
        }
    }

    @Test(
        arguments: [
            (["name": ""], "too_small", "String must contain at least 1 character(s)"),
            (["name": "long"], "too_big", "String must contain at most 3 character(s)"),
            (["name": "a", "count": 0], "too_small", "Number must be greater than 0"),
            (["name": "a", "count": 10], "too_big", "Number must be less than or equal to 9"),
            (["name": "a", "count": .double(1.5)], "invalid_type", "Expected integer, received float"),
            (["name": "a", "list": []], "too_small", "Array must contain at least 1 element(s)"),
            (["name": "a", "list": [["id": .null]]], "invalid_type", "Expected string, received null"),
            (["name": "a", "kind": 7], "invalid_type", "Expected 'A' | 'B', received number"),
            (["name": "a", "kind": "C"], "invalid_enum_value", "Invalid enum value. Expected 'A' | 'B', received 'C'"),
            (["name": "a", "either": true], "invalid_union", "Invalid input"),
            (["name": "a", "link": "x"], "invalid_string", "Invalid url"),
            (["name": "a", "data": []], "invalid_type", "Expected object, received array"),
            ([:], "invalid_type", "Required"), ([], "invalid_type", "Expected object, received array"),
        ] as [(JSON, JSON, JSON)])
    func `each issue has its code and message`(value: JSON, code: JSON, message: JSON) {
        let issues = self.issues(value)
        #expect(issues.count == 1)
        #expect(issues.first?["code"] == code)
        #expect(issues.first?["message"] == message)
    }

    @Test func `what is not named is dropped, and what may be absent may be`() throws {
        let value: JSON = ["other": 1, "name": "a", "list": .null, "link": "", "data": ["x": ["y": .null]]]
        #expect(
            try Self.schema.check(value, "x")
                == ["name": "a", "list": .null, "link": "", "data": ["x": ["y": .null]]])
    }

    @Test func `a union that fits nothing says why of each`() {
        let union = self.issues(["name": "a", "either": true]).first?["unionErrors"]?.array ?? []
        #expect(union.map { $0["name"] } == ["ZodError", "ZodError"])
        #expect(union.map { $0["issues"]?.array?.first?["expected"] } == ["string", "number"])
    }

    @Test(arguments: [
        ("61412345678", "61412345678"), ("610412345678", "61412345678"), ("4407911123456", "447911123456"),
        ("393331234567", "393331234567"), ("99999", nil), ("", nil), ("1", nil), ("+1", nil),
        ("12345678901234567890", nil),
    ])
    func `a telephone number has a known country and no 0 before it`(digits: String, text: String?) {
        #expect(PhoneNumber(digits)?.text == text)
    }
}
