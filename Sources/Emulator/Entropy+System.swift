import Core
import JOSE
import Synchronization

extension Entropy {
    /// libcrypto's random generator, asked for many bytes at a time: each call costs more than the bytes do, and a
    /// sign-in takes forty strings from it.
    package static let system: Entropy = {
        let stock = Stock()
        return Entropy { stock.take($0) }
    }()
}

/// Random bytes that nobody has seen yet. What is handed out is not kept.
private final class Stock: Sendable {
    private static let size = 1024

    private let bytes = Mutex<[UInt8]>([])

    func take(_ count: Int) -> [UInt8] {
        guard count <= Self.size else { return RandomBytes.generate(count: count) }
        return self.bytes.withLock { bytes in
            if bytes.count < count { bytes = RandomBytes.generate(count: Self.size) }
            defer { bytes.removeLast(count) }
            return Array(bytes.suffix(count))
        }
    }
}
