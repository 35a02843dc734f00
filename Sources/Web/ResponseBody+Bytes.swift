import Hummingbird
import NIOCore
import Synchronization

extension ResponseBody {
    package init(bytes: [UInt8]) {
        self.init(byteBuffer: ByteBuffer(bytes: bytes))
    }

    /// The whole body, for what has to have seen all of it before any is sent.
    package func bytes() async throws -> [UInt8] {
        let writer = CollectingWriter()
        try await self.write(writer)
        return writer.bytes
    }
}

private final class CollectingWriter: ResponseBodyWriter, Sendable {
    private let collected = Mutex<[UInt8]>([])

    var bytes: [UInt8] { self.collected.withLock { $0 } }

    func write(_ buffer: ByteBuffer) async throws {
        self.collected.withLock { $0.append(contentsOf: buffer.readableBytesView) }
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
