/// How hard a QR code is to read: the less, the better is its mask (ISO/IEC 18004 §7.8.3).
enum QRPenalty {
    static func of(_ dark: [Bool], size: Int) -> Int {
        let rows = (0..<size).map { y in Array(dark[y * size..<(y + 1) * size]) }
        let columns = (0..<size).map { x in (0..<size).map { y in dark[y * size + x] } }
        let lines = rows + columns
        return lines.reduce(0) { $0 + Self.runs($1) + Self.finderLikes($1) } + Self.squares(rows)
            + Self.imbalance(dark)
    }

    /// Five and more alike in a line.
    private static func runs(_ line: [Bool]) -> Int {
        var penalty = 0
        var length = 0
        for (index, module) in line.enumerated() {
            length = index > 0 && module == line[index - 1] ? length + 1 : 1
            if length == 5 { penalty += 3 } else if length > 5 { penalty += 1 }
        }
        return penalty
    }

    /// What looks like a finder pattern with light beside it.
    private static func finderLikes(_ line: [Bool]) -> Int {
        var penalty = 0
        var window = 0
        for (index, module) in line.enumerated() {
            window = (window << 1 | (module ? 1 : 0)) & 0x7FF
            if index >= 10, window == 0b1011101_0000 || window == 0b0000_1011101 { penalty += 40 }
        }
        return penalty
    }

    private static func squares(_ rows: [[Bool]]) -> Int {
        var penalty = 0
        for y in 1..<rows.count {
            for x in 1..<rows.count
            where rows[y][x] == rows[y - 1][x] && rows[y][x] == rows[y][x - 1] && rows[y][x] == rows[y - 1][x - 1] {
                penalty += 3
            }
        }
        return penalty
    }

    /// Ten for each five per cent by which dark and light differ.
    private static func imbalance(_ dark: [Bool]) -> Int {
        let share = dark.count { $0 } * 100 / dark.count
        return abs(share - 50) / 5 * 10
    }
}
