/// Pictures in black and white (PNG, ISO/IEC 15948).
enum PNG {
    static func blackAndWhite(width: Int, height: Int, isWhite: (_ x: Int, _ y: Int) -> Bool) throws -> [UInt8] {
        var lines: [UInt8] = []
        for y in 0..<height {
            // No filter.
            lines.append(0)
            for start in stride(from: 0, to: width, by: 8) {
                lines.append(
                    (start..<start + 8).reduce(0) { $0 << 1 | ($1 < width && isWhite($1, y) ? 1 : 0) })
            }
        }
        // One bit a pixel, grey; the methods there are, not interlaced.
        let header = Self.bytes(UInt32(width)) + Self.bytes(UInt32(height)) + [1, 0, 0, 0, 0]
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + Self.chunk("IHDR", header)
            + Self.chunk("IDAT", try Self.zlib(lines)) + Self.chunk("IEND", [])
    }

    private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        let content = Array(type.utf8) + data
        return Self.bytes(UInt32(data.count)) + content + Self.bytes(Self.crc32(content))
    }

    /// A zlib stream (RFC 1950) of what gzip (RFC 1952) compresses the same way: between other ends.
    private static func zlib(_ bytes: [UInt8]) throws -> [UInt8] {
        let deflated = try Gzip.compress(bytes).dropFirst(10).dropLast(8)
        return [0x78, 0x9C] + deflated + Self.bytes(Self.adler32(bytes))
    }

    private static func adler32(_ bytes: [UInt8]) -> UInt32 {
        var (low, high): (UInt32, UInt32) = (1, 0)
        for byte in bytes {
            low = (low + UInt32(byte)) % 65521
            high = (high + low) % 65521
        }
        return high << 16 | low
    }

    private static func crc32(_ bytes: [UInt8]) -> UInt32 {
        var crc = UInt32.max
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc >> 1 ^ (crc & 1) * 0xEDB8_8320 }
        }
        return ~crc
    }

    private static func bytes(_ number: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
}
