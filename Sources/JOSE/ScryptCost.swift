/// What a password costs to hash and to try (RFC 7914 §2): 2^`log2N` blocks of 128 · `r` bytes, `p` times over.
///
/// It cannot hold a cost beyond ``limit``: the parameters may come from outside, with an imported password, and must not
/// become a way to take all memory.
package struct ScryptCost: Equatable, Sendable {
    package let log2N: Int
    package let r: Int
    package let p: Int

    /// The bytes written in one hashing, which bounds both memory and time: some 200 ms at the most.
    static let limit = 64 << 20

    package init?(log2N: Int, r: Int, p: Int) {
        guard (1...20).contains(log2N), (1...64).contains(r), (1...64).contains(p),
            128 * r * p << log2N <= Self.limit
        else { return nil }
        self.init(unchecked: log2N, r: r, p: p)
    }

    private init(unchecked log2N: Int, r: Int, p: Int) {
        self.log2N = log2N
        self.r = r
        self.p = p
    }

    /// 4 MiB, some 10 ms: the passwords of an emulator are test data, and a test signs in often.
    package static let standard = ScryptCost(unchecked: 12, r: 8, p: 1)

    /// 256 KiB, less than a millisecond: for a password whose plain text stands in the configuration. A costlier hash
    /// would guard nothing there, and every start would wait for it, once for each user.
    package static let light = ScryptCost(unchecked: 8, r: 8, p: 1)
}

extension ScryptCost: CustomStringConvertible {
    /// As the PHC format writes it: `ln=12,r=8,p=1`.
    package var description: String { "ln=\(self.log2N),r=\(self.r),p=\(self.p)" }

    init?(parsing text: Substring) {
        let parameters = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parameters.count == 3,
            let log2N = Self.number(after: "ln=", in: parameters[0]),
            let r = Self.number(after: "r=", in: parameters[1]),
            let p = Self.number(after: "p=", in: parameters[2])
        else { return nil }
        self.init(log2N: log2N, r: r, p: p)
    }

    private static func number(after name: String, in parameter: Substring) -> Int? {
        guard parameter.hasPrefix(name) else { return nil }
        return Int(parameter.dropFirst(name.count))
    }
}
