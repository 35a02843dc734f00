import Testing

/// An argument too long to be printed with every test case.
struct Labelled<Value: Sendable>: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let value: Value

    init(_ label: String, _ value: Value) {
        self.testDescription = label
        self.value = value
    }
}
