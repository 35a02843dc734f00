/// Codewords that let a reader correct errors: the remainder of a block divided by a polynomial over the field of 256
/// elements, whose polynomial is x⁸ + x⁴ + x³ + x² + 1 (ISO/IEC 18004 §7.5.2).
struct ReedSolomon: Sendable {
    /// Without the leading 1, the highest power first.
    private let generator: [UInt8]

    init(degree: Int) {
        // The product of (x - 2⁰), (x - 2¹), …
        var generator = [UInt8](repeating: 0, count: degree - 1) + [1]
        var root: UInt8 = 1
        for _ in 0..<degree {
            for index in generator.indices {
                generator[index] = Self.product(generator[index], root)
                if index + 1 < degree { generator[index] ^= generator[index + 1] }
            }
            root = Self.product(root, 2)
        }
        self.generator = generator
    }

    func remainder(of block: [UInt8]) -> [UInt8] {
        var remainder = [UInt8](repeating: 0, count: self.generator.count)
        for byte in block {
            let factor = byte ^ remainder.removeFirst()
            remainder.append(0)
            for (index, coefficient) in self.generator.enumerated() {
                remainder[index] ^= Self.product(coefficient, factor)
            }
        }
        return remainder
    }

    static func product(_ a: UInt8, _ b: UInt8) -> UInt8 {
        var result = 0
        for position in (0..<8).reversed() {
            result = result << 1 ^ (result >> 7) * 0x11D
            if b >> position & 1 == 1 { result ^= Int(a) }
        }
        return UInt8(result)
    }
}
