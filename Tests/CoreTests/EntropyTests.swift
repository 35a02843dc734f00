import Core
import Synchronization
import TestSupport
import Testing

@Suite struct EntropyTests {
    @Test(arguments: [
        (Entropy.Alphabet.lowercaseAlphanumeric, 36), (.alphanumeric, 62), (.urlSafe, 64), (Entropy.Alphabet("abc"), 3),
    ])
    func `each character of an alphabet comes up as often as the others`(alphabet: Entropy.Alphabet, size: Int) {
        let count = 1000 * size
        let text = Entropy.seeded(7).string(count, of: alphabet)
        let counts = Dictionary(grouping: text.utf8) { $0 }.mapValues(\.count)
        #expect(text.utf8.count == count)
        #expect(Set(counts.keys) == Set(alphabet.characters))
        // Six times the standard deviation of a binomial distribution around 1000.
        for (character, times) in counts { #expect(abs(times - 1000) < 190, "\(character)") }
    }

    @Test func `bytes that would favour some characters are thrown away`() {
        let bytes = Countdown()
        // 256 is no multiple of 36: the bytes from 252 on would make the first four characters likelier.
        let text = Entropy { bytes.next($0) }.string(4, of: .lowercaseAlphanumeric)
        #expect(text == "zyxw")
    }

    @Test func `codes, tokens and ids have the services' formats`() {
        let entropy = Entropy.seeded()
        #expect(entropy.token().wholeMatch(of: /[A-Za-z0-9_-]{43}/) != nil)
        #expect(entropy.longID().wholeMatch(of: /[0-9a-z]{21}/) != nil)
        #expect(entropy.shortID().wholeMatch(of: /[0-9a-z]{12}/) != nil)
        #expect(entropy.string(0, of: .urlSafe).isEmpty)
    }

    @Test(arguments: [UInt8(0), 0xFF, 0x5A])
    func `a UUID says its version and its variant, whatever the bytes are`(byte: UInt8) {
        let uuid = Entropy { Array(repeating: byte, count: $0) }.uuid()
        #expect(uuid.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
    }

    @Test func `nothing comes twice`() {
        let entropy = Entropy.seeded()
        #expect(Set((0..<1000).map { _ in entropy.token() }).count == 1000)
    }
}

/// 255, 254, 253 …
private final class Countdown: Sendable {
    private let state = Mutex<UInt8>(255)

    func next(_ count: Int) -> [UInt8] {
        self.state.withLock { state in
            (0..<count).map { _ in
                defer { state &-= 1 }
                return state
            }
        }
    }
}
