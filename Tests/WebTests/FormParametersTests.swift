import Testing
import Web

@Suite struct FormParametersTests {
    private let parameters = FormParameters(encoded: "b=1&a=2&b=3&c=&a=4&B=5&b=6")

    @Test func `the first of a name counts, and all are there in their order`() {
        #expect(self.parameters["b"] == "1")
        #expect(self.parameters["c"] == "")
        #expect(self.parameters["d"] == nil)
        #expect(self.parameters.values("b") == ["1", "3", "6"])
        #expect(self.parameters.values("d") == [])
    }

    @Test func `what is repeated is named once, in the order of its first occurrence`() {
        #expect(self.parameters.repeatedNames == ["b", "a"])
        #expect(FormParameters([]).repeatedNames == [])
        #expect(FormParameters(encoded: "&&").pairs.isEmpty)
    }
}
