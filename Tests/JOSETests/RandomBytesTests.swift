import JOSE
import Testing

struct RandomBytesTests {
    @Test(arguments: [0, 1, 32, 100_000]) func `there are as many as were asked for`(count: Int) {
        #expect(RandomBytes.generate(count: count).count == count)
    }

    @Test func `no two draws are alike`() {
        let draws = (0..<100).map { _ in RandomBytes.generate(count: 16) }
        #expect(Set(draws).count == draws.count)
    }
}
