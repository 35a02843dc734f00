import Core
import Foundation
import Testing

@testable import Web

@Suite("QR codes (ISO/IEC 18004), for secrets of authenticator apps")
struct QRCodeTests {
    private static let text = "otpauth://totp/localhost:Alice?secret=GEZDGNBVGY3TQOJQ"

    /// Made by qrcode 8.2 of PyPI, `QRCode(error_correction=ERROR_CORRECT_M, mask_pattern=2)`, of bytes: version 4.
    private static let reference = """
        #######...####..########..#######
        #.....#..##########.....#.#.....#
        #.###.#.###..#....#..#....#.###.#
        #.###.#.#.#.#.###..#.##.#.#.###.#
        #.###.#.#.###..#.#..###...#.###.#
        #.....#.##..#.####..##..#.#.....#
        #######.#.#.#.#.#.#.#.#.#.#######
        ........#####.##...###.#.........
        #.#####....###.#.#.#...#..#####..
        #.###..#....#.#.#..###.#.###.##.#
        .#.#..######...##.#...#..#.#..##.
        ..#..#....#.#.##....##.#.#######.
        .##.#.#..#..#.....##.#####.#.#.#.
        ##...#..#.###.###.#.#.........###
        ..#####..####.#..##.#.#...#..#.#.
        ...#.#.##..###..#....###..#.#####
        .#...###.#..#....#....#.#..###.##
        ####...##...#...##.###.#..#...#.#
        ....####.#....##.#..#.#.##.#..##.
        .#...#.##.#.#..####..##..#...####
        ##...#####....#.#...###.##..#....
        #.##...#.###..##..#.#.#..#.#..#.#
        #.#.#.##..#.#.###....##.####...#.
        #.####.#...#.###..#.##...##..##.#
        #...#.###..##.##.##...#.#####..#.
        ........###..##.#..##..##...#.###
        #######....######.#.##.##.#.####.
        #.....#.###.#..#...#.####...#####
        #.###.#.#..#.#.#..#.#...######.##
        #.###.#.##.....###..#.##....#####
        #.###.#.##...#...##.#.##..#..##..
        #.....#...###.#.#.##.##.#.#..##..
        #######.###.#.#.......###.#..#.#.
        """

    @Test func `a code is that of another encoder`() throws {
        let bytes = Array(Self.text.utf8)
        let version = try #require(QRVersion.smallest(for: bytes.count))
        var matrix = QRMatrix(version)
        matrix.place(QRCodewords.interleaved(QRCodewords.data(bytes, version), version))
        let modules = matrix.masked(by: 2)
        let rows = (0..<matrix.size).map { y in
            String((0..<matrix.size).map { x in modules[y * matrix.size + x] ? "#" : "." })
        }
        #expect(rows.joined(separator: "\n") == Self.reference)
    }

    /// The standard's table 7 and table 1: bytes at level M, and all codewords.
    @Test(arguments: [
        (1, 14, 26), (2, 26, 44), (6, 106, 172), (7, 122, 196), (9, 180, 292), (10, 213, 346), (14, 362, 581),
        (21, 711, 1156), (27, 1125, 1828), (32, 1538, 2465), (40, 2331, 3706),
    ])
    func `a version holds what the standard says`(number: Int, bytes: Int, codewords: Int) {
        let version = QRVersion(number: number)
        #expect(version.codewords == codewords)
        #expect(QRVersion.smallest(for: bytes) == version)
        #expect(QRVersion.smallest(for: bytes + 1) != version)
    }

    /// The standard's table E.1.
    @Test(arguments: [
        (1, []), (2, [6, 18]), (7, [6, 22, 38]), (14, [6, 26, 46, 66]), (32, [6, 34, 60, 86, 112, 138]),
        (36, [6, 24, 50, 76, 102, 128, 154]), (40, [6, 30, 58, 86, 114, 142, 170]),
    ])
    func `alignment patterns stand where the standard says`(number: Int, centers: [Int]) {
        #expect(QRVersion(number: number).alignmentCenters == centers)
    }

    @Test(arguments: ["", "a", "Ada Żółć", String(repeating: "b", count: 122), String(repeating: "c", count: 700)])
    func `a reader reads it`(text: String) throws {
        #expect(try QRReader.text(of: try #require(QRCode(text))) == text)
    }

    @Test func `the largest holds 2331 bytes`() throws {
        let most = String(repeating: "0123456789", count: 233) + "x"
        #expect(try QRReader.text(of: try #require(QRCode(most))) == most)
        #expect(QRCode(most + "y") == nil)
    }

    /// RFC 1950, RFC 2083.
    @Test func `the picture is a PNG with light around the code`() throws {
        let code = try #require(QRCode(Self.text))
        let bytes = try code.png(scale: 4, margin: 4)
        let width = (33 + 8) * 4
        #expect(Array(bytes.prefix(8)) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        #expect(Array(bytes[8..<16]) == [0, 0, 0, 13] + Array("IHDR".utf8))
        #expect(Array(bytes[16..<29]) == [0, 0, 0, UInt8(width), 0, 0, 0, UInt8(width), 1, 0, 0, 0, 0])
        // What every PNG ends with.
        let end: [UInt8] = [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]
        #expect(Array(bytes.suffix(12)) == end)
        let url = try code.dataURL()
        #expect(url == "data:image/png;base64," + Data(bytes).base64EncodedString())
    }
}
