/// The matrix that Argon2 fills (RFC 9106 §3.2): lanes of blocks of 128 words, four slices a lane.
struct Argon2Memory {
    private static let blockSize = 128
    private static let slices = 4

    private let settings: Argon2
    private let laneLength: Int
    private let segmentLength: Int
    private var words: [UInt64]

    init(_ settings: Argon2, seed: [UInt8]) {
        self.settings = settings
        self.segmentLength = settings.memory / (Self.slices * settings.lanes)
        self.laneLength = self.segmentLength * Self.slices
        self.words = [UInt64](repeating: 0, count: self.laneLength * settings.lanes * Self.blockSize)
        for lane in 0..<settings.lanes {
            for column in 0..<2 {
                let bytes = Argon2.longHash(seed + Argon2.word(column) + Argon2.word(lane), count: 1024)
                let start = (lane * self.laneLength + column) * Self.blockSize
                for index in 0..<1024 {
                    self.words[start + index / 8] |= UInt64(bytes[index]) << UInt64(index % 8 * 8)
                }
            }
        }
    }

    /// The last blocks of all lanes, one into another.
    var last: [UInt8] {
        var block = [UInt64](repeating: 0, count: Self.blockSize)
        for lane in 0..<self.settings.lanes {
            let start = ((lane + 1) * self.laneLength - 1) * Self.blockSize
            for index in 0..<Self.blockSize { block[index] ^= self.words[start + index] }
        }
        return block.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } }
    }

    mutating func fill() {
        for pass in 0..<self.settings.passes {
            for slice in 0..<Self.slices {
                for lane in 0..<self.settings.lanes { self.fillSegment(pass, slice, lane) }
            }
        }
    }

    private mutating func fillSegment(_ pass: Int, _ slice: Int, _ lane: Int) {
        let isIndependent =
            self.settings.kind == .i || self.settings.kind == .id && pass == 0 && slice < Self.slices / 2
        var addresses = [UInt64](repeating: 0, count: Self.blockSize)
        var counter: UInt64 = 0
        let first = pass == 0 && slice == 0 ? 2 : 0
        if isIndependent, first == 2 {
            counter = 1
            addresses = self.addresses(pass, slice, lane, counter)
        }
        for index in first..<self.segmentLength {
            let column = slice * self.segmentLength + index
            let previous = lane * self.laneLength + (column == 0 ? self.laneLength - 1 : column - 1)
            let random: UInt64
            if isIndependent {
                if index % Self.blockSize == 0 {
                    counter += 1
                    addresses = self.addresses(pass, slice, lane, counter)
                }
                random = addresses[index % Self.blockSize]
            } else {
                random = self.words[previous * Self.blockSize]
            }
            let reference = self.reference(random, pass, slice, lane, index)
            self.mix(previous, reference, into: lane * self.laneLength + column, keeps: pass > 0)
        }
    }

    /// The block that is mixed in (§3.4).
    private func reference(_ random: UInt64, _ pass: Int, _ slice: Int, _ lane: Int, _ index: Int) -> Int {
        let other = pass == 0 && slice == 0 ? lane : Int(random >> 32) % self.settings.lanes
        let isSame = other == lane
        let done = pass == 0 ? slice * self.segmentLength : self.laneLength - self.segmentLength
        let area = isSame ? done + index - 1 : done - (index == 0 ? 1 : 0)
        let low = random & 0xFFFF_FFFF
        let x = (low * low) >> 32
        let position = area - 1 - Int((UInt64(area) * x) >> 32)
        let start = pass == 0 ? 0 : (slice + 1) % Self.slices * self.segmentLength
        return other * self.laneLength + (start + position) % self.laneLength
    }

    private func addresses(_ pass: Int, _ slice: Int, _ lane: Int, _ counter: UInt64) -> [UInt64] {
        var input = [UInt64](repeating: 0, count: Self.blockSize)
        input[0] = UInt64(pass)
        input[1] = UInt64(lane)
        input[2] = UInt64(slice)
        input[3] = UInt64(self.laneLength * self.settings.lanes)
        input[4] = UInt64(self.settings.passes)
        input[5] = UInt64(self.settings.kind.rawValue == "argon2i" ? 1 : 2)
        input[6] = counter
        return Self.permuted(Self.permuted(input))
    }

    private mutating func mix(_ left: Int, _ right: Int, into target: Int, keeps: Bool) {
        var block = [UInt64](repeating: 0, count: Self.blockSize)
        for index in 0..<Self.blockSize {
            block[index] =
                self.words[left * Self.blockSize + index] ^ self.words[right * Self.blockSize + index]
        }
        let mixed = Self.permuted(block)
        for index in 0..<Self.blockSize {
            let before = keeps ? self.words[target * Self.blockSize + index] : 0
            self.words[target * Self.blockSize + index] = mixed[index] ^ before
        }
    }

    /// A block, its rows and columns permuted, into itself: G with one operand (§3.5).
    private static func permuted(_ block: [UInt64]) -> [UInt64] {
        var v = block
        v.withUnsafeMutableBufferPointer { v in
            for row in 0..<8 { Self.round(v, row * 16, 2, 1) }
            for column in 0..<8 { Self.round(v, column * 2, 16, 1) }
        }
        for index in 0..<Self.blockSize { v[index] ^= block[index] }
        return v
    }

    /// P over eight pairs of words (§3.6).
    private static func round(
        _ v: UnsafeMutableBufferPointer<UInt64>, _ start: Int, _ stride: Int, _ second: Int
    ) {
        func at(_ number: Int) -> Int { start + number / 2 * stride + number % 2 * second }
        func mix(_ a: Int, _ b: Int, _ c: Int, _ d: Int) {
            let (a, b, c, d) = (at(a), at(b), at(c), at(d))
            func add(_ x: Int, _ y: Int) {
                v[x] = v[x] &+ v[y] &+ 2 &* (v[x] & 0xFFFF_FFFF) &* (v[y] & 0xFFFF_FFFF)
            }
            add(a, b)
            v[d] = (v[d] ^ v[a]).rotatedRight(32)
            add(c, d)
            v[b] = (v[b] ^ v[c]).rotatedRight(24)
            add(a, b)
            v[d] = (v[d] ^ v[a]).rotatedRight(16)
            add(c, d)
            v[b] = (v[b] ^ v[c]).rotatedRight(63)
        }
        mix(0, 4, 8, 12)
        mix(1, 5, 9, 13)
        mix(2, 6, 10, 14)
        mix(3, 7, 11, 15)
        mix(0, 5, 10, 15)
        mix(1, 6, 11, 12)
        mix(2, 7, 8, 13)
        mix(3, 4, 9, 14)
    }
}
