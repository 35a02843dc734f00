/// BLAKE2b without a key (RFC 7693), of any length up to 64 bytes: libcrypto has it only whole.
enum Blake2b {
    private static let initial: [UInt64] = [
        0x6a09_e667_f3bc_c908, 0xbb67_ae85_84ca_a73b, 0x3c6e_f372_fe94_f82b, 0xa54f_f53a_5f1d_36f1,
        0x510e_527f_ade6_82d1, 0x9b05_688c_2b3e_6c1f, 0x1f83_d9ab_fb41_bd6b, 0x5be0_cd19_137e_2179,
    ]

    private static let permutations: [[Int]] = [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
        [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
        [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
        [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
        [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
        [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
        [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
        [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
        [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
        [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
    ]

    static func hash(_ message: [UInt8], count: Int) -> [UInt8] {
        var state = Self.initial
        state[0] ^= 0x0101_0000 ^ UInt64(count)
        let blocks = max(1, (message.count + 127) / 128)
        for block in 0..<blocks {
            let bytes = message[(block * 128)..<min(message.count, block * 128 + 128)]
            var words = [UInt64](repeating: 0, count: 16)
            for (index, byte) in bytes.enumerated() { words[index / 8] |= UInt64(byte) << UInt64(index % 8 * 8) }
            Self.compress(&state, words, at: UInt64(block * 128 + bytes.count), isLast: block == blocks - 1)
        }
        return Array(
            state.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } }.prefix(count))
    }

    private static func compress(_ state: inout [UInt64], _ words: [UInt64], at offset: UInt64, isLast: Bool) {
        var v = state + Self.initial
        v[12] ^= offset
        if isLast { v[14] = ~v[14] }
        for round in 0..<12 {
            let order = Self.permutations[round % 10]
            func mix(_ a: Int, _ b: Int, _ c: Int, _ d: Int, _ pair: Int) {
                v[a] = v[a] &+ v[b] &+ words[order[pair * 2]]
                v[d] = (v[d] ^ v[a]).rotatedRight(32)
                v[c] = v[c] &+ v[d]
                v[b] = (v[b] ^ v[c]).rotatedRight(24)
                v[a] = v[a] &+ v[b] &+ words[order[pair * 2 + 1]]
                v[d] = (v[d] ^ v[a]).rotatedRight(16)
                v[c] = v[c] &+ v[d]
                v[b] = (v[b] ^ v[c]).rotatedRight(63)
            }
            mix(0, 4, 8, 12, 0)
            mix(1, 5, 9, 13, 1)
            mix(2, 6, 10, 14, 2)
            mix(3, 7, 11, 15, 3)
            mix(0, 5, 10, 15, 4)
            mix(1, 6, 11, 12, 5)
            mix(2, 7, 8, 13, 6)
            mix(3, 4, 9, 14, 7)
        }
        for index in 0..<8 { state[index] ^= v[index] ^ v[index + 8] }
    }
}

extension UInt64 {
    @inline(__always)
    func rotatedRight(_ count: UInt64) -> UInt64 { self >> count | self << (64 - count) }
}
