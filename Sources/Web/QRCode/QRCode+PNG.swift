import Foundation

extension QRCode {
    /// The code as a picture in text, as a page or an API carries it: each module four pixels wide, four modules of light
    /// around it.
    package func dataURL() throws -> String {
        "data:image/png;base64," + Data(try self.png(scale: 4, margin: 4)).base64EncodedString()
    }

    func png(scale: Int, margin: Int) throws -> [UInt8] {
        let width = (self.size + 2 * margin) * scale
        return try PNG.blackAndWhite(width: width, height: width) { x, y in
            !self.isDark(x: x / scale - margin, y: y / scale - margin)
        }
    }
}
