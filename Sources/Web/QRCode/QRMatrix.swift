/// The square of a QR code while it is filled (ISO/IEC 18004 §6.3, §7.7 to §7.10).
struct QRMatrix {
    let size: Int
    private let version: QRVersion
    private var dark: [Bool]
    /// Whether a module belongs to a pattern, where no data goes.
    private var isPattern: [Bool]

    /// With its patterns, and room for the format.
    init(_ version: QRVersion) {
        self.version = version
        self.size = version.size
        self.dark = Array(repeating: false, count: version.size * version.size)
        self.isPattern = self.dark
        for position in 0..<self.size {
            self.set(6, position, position % 2 == 0)
            self.set(position, 6, position % 2 == 0)
        }
        self.drawFinders()
        self.drawAlignment()
        self.drawFormat(mask: 0)
        self.drawVersion()
    }

    /// Fills in codewords, two columns at a time, from the right, upwards and downwards by turns.
    mutating func place(_ codewords: [UInt8]) {
        var next = 0
        var right = self.size - 1
        var isUpward = true
        while right >= 1 {
            if right == 6 { right = 5 }
            for step in 0..<self.size {
                let y = isUpward ? self.size - 1 - step : step
                for x in [right, right - 1] where !self.isPattern[y * self.size + x] && next < 8 * codewords.count {
                    self.dark[y * self.size + x] = codewords[next / 8] >> (7 - next % 8) & 1 == 1
                    next += 1
                }
            }
            right -= 2
            isUpward.toggle()
        }
    }

    /// The modules under the mask with which they are read best.
    func masked() -> [Bool] {
        let candidates = (0..<8).map { mask in
            let modules = self.masked(by: mask)
            return (modules: modules, penalty: QRPenalty.of(modules, size: self.size))
        }
        return candidates.min { $0.penalty < $1.penalty }?.modules ?? self.dark
    }

    func masked(by mask: Int) -> [Bool] {
        var copy = self
        copy.apply(mask: mask)
        copy.drawFormat(mask: mask)
        return copy.dark
    }

    private mutating func apply(mask: Int) {
        for y in 0..<self.size {
            for x in 0..<self.size where !self.isPattern[y * self.size + x] {
                if Self.isInverted(x, y, mask: mask) { self.dark[y * self.size + x].toggle() }
            }
        }
    }

    private static func isInverted(_ x: Int, _ y: Int, mask: Int) -> Bool {
        switch mask {
        case 0: (x + y) % 2 == 0
        case 1: y % 2 == 0
        case 2: x % 3 == 0
        case 3: (x + y) % 3 == 0
        case 4: (x / 3 + y / 2) % 2 == 0
        case 5: x * y % 2 + x * y % 3 == 0
        case 6: (x * y % 2 + x * y % 3) % 2 == 0
        default: ((x + y) % 2 + x * y % 3) % 2 == 0
        }
    }

    private mutating func set(_ x: Int, _ y: Int, _ isDark: Bool) {
        self.dark[y * self.size + x] = isDark
        self.isPattern[y * self.size + x] = true
    }
}

extension QRMatrix {
    /// Three corners, each with a light line around it.
    private mutating func drawFinders() {
        for (centerX, centerY) in [(3, 3), (self.size - 4, 3), (3, self.size - 4)] {
            for y in max(0, centerY - 4)...min(self.size - 1, centerY + 4) {
                for x in max(0, centerX - 4)...min(self.size - 1, centerX + 4) {
                    let ring = max(abs(x - centerX), abs(y - centerY))
                    self.set(x, y, ring != 2 && ring != 4)
                }
            }
        }
    }

    private mutating func drawAlignment() {
        let centers = self.version.alignmentCenters
        for centerY in centers {
            for centerX in centers {
                let isInCorner =
                    (centerX == 6 && (centerY == 6 || centerY == self.size - 7))
                    || (centerX == self.size - 7 && centerY == 6)
                if isInCorner { continue }
                for y in centerY - 2...centerY + 2 {
                    for x in centerX - 2...centerX + 2 {
                        self.set(x, y, max(abs(x - centerX), abs(y - centerY)) != 1)
                    }
                }
            }
        }
    }

    /// Error correction level (M is 00) and mask, with a check of their own, twice.
    private mutating func drawFormat(mask: Int) {
        let bits = Self.checked(mask, checkBits: 10, by: 0x537) ^ 0x5412
        let isDark = { (bit: Int) in bits >> bit & 1 == 1 }
        for bit in 0..<15 {
            // Around the corner at the top left, where the timing patterns are skipped.
            switch bit {
            case 0..<6: self.set(8, bit, isDark(bit))
            case 6, 7: self.set(8, bit + 1, isDark(bit))
            case 8: self.set(7, 8, isDark(bit))
            default: self.set(14 - bit, 8, isDark(bit))
            }
            if bit < 8 {
                self.set(self.size - 1 - bit, 8, isDark(bit))
            } else {
                self.set(8, self.size - 15 + bit, isDark(bit))
            }
        }
        self.set(8, self.size - 8, true)
    }

    /// The larger versions say which they are, twice.
    private mutating func drawVersion() {
        guard self.version.number >= 7 else { return }
        let bits = Self.checked(self.version.number, checkBits: 12, by: 0x1F25)
        for bit in 0..<18 {
            let (near, far) = (bit / 3, self.size - 11 + bit % 3)
            self.set(near, far, bits >> bit & 1 == 1)
            self.set(far, near, bits >> bit & 1 == 1)
        }
    }

    /// A number followed by the remainder of its division by a polynomial.
    private static func checked(_ number: Int, checkBits: Int, by polynomial: Int) -> Int {
        var remainder = number
        for _ in 0..<checkBits {
            remainder = remainder << 1 ^ (remainder >> (checkBits - 1) & 1) * polynomial
        }
        return number << checkBits | remainder
    }
}
