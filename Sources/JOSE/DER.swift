/// The few ASN.1 values that keys and signatures are made of, in their one encoding (X.690).
enum DER {
    static func sequence(_ values: [UInt8]...) -> [UInt8] {
        self.value(tag: 0x30, Array(values.joined()))
    }

    /// - Parameter magnitude: of a number that is not negative, big-endian, with any number of zeros in front.
    static func integer(_ magnitude: some Sequence<UInt8>) -> [UInt8] {
        let digits = Array(magnitude.drop { $0 == 0 })
        // The first bit is the sign.
        let isPositive = digits.first.map { $0 < 0x80 } ?? false
        return self.value(tag: 0x02, isPositive ? digits : [0] + digits)
    }

    static func bitString(_ bytes: [UInt8]) -> [UInt8] {
        self.value(tag: 0x03, [0] + bytes)
    }

    static let null: [UInt8] = [0x05, 0x00]

    private static func value(tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        [tag] + self.length(content.count) + content
    }

    private static func length(_ count: Int) -> [UInt8] {
        guard count >= 0x80 else { return [UInt8(count)] }
        let digits = withUnsafeBytes(of: count.bigEndian) { Array($0.drop { $0 == 0 }) }
        return [0x80 | UInt8(digits.count)] + digits
    }
}
