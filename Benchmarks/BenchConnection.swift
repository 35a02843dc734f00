import Foundation
import Glibc

/// One connection to a port of this machine, kept open: writes a request, waits for its whole answer. It blocks its
/// thread and does nothing besides, so that the server is what is measured.
final class BenchConnection {
    struct Answer {
        let status: Int
        /// The header as it came, names in lower case not assumed.
        let fields: [(name: String, value: String)]
        let body: ArraySlice<UInt8>

        func values(_ name: String) -> [String] {
            self.fields.filter { $0.name.caseInsensitiveCompare(name) == .orderedSame }.map(\.value)
        }
    }

    struct Failure: Error {
        let what: String
    }

    private let descriptor: Int32
    /// What came, from the beginning of the answer that is being read.
    private var received: [UInt8] = []

    init(port: Int) throws {
        self.descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                connect(self.descriptor, generic, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else { throw Failure(what: "connect: errno \(errno)") }
        var isOn: Int32 = 1
        setsockopt(self.descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, socklen_t(MemoryLayout<Int32>.size))
    }

    deinit {
        close(self.descriptor)
    }

    func exchange(_ request: String) throws -> Answer {
        var request = request
        try request.withUTF8 { bytes in
            var sent = 0
            while sent < bytes.count {
                let count = write(self.descriptor, bytes.baseAddress.map { $0 + sent }, bytes.count - sent)
                guard count > 0 else { throw Failure(what: "write: errno \(errno)") }
                sent += count
            }
        }
        self.received.removeAll(keepingCapacity: true)
        var headerEnd = self.received.index(of: "\r\n\r\n", from: 0)
        while headerEnd == nil {
            try self.receive()
            headerEnd = self.received.index(of: "\r\n\r\n", from: 0)
        }
        let start = (headerEnd ?? 0) + 4
        let lines = String(decoding: self.received[..<start], as: UTF8.self).split(separator: "\r\n")
        guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            throw Failure(what: "no status line")
        }
        let fields = lines.dropFirst().map { line in
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            return (String(parts[0]), String((parts.last ?? "").drop { $0 == " " }))
        }
        let answer = Answer(status: status, fields: fields, body: [])
        guard let length = answer.values("content-length").first.flatMap({ Int($0) }) else {
            throw Failure(what: "an answer without Content-Length")
        }
        while self.received.count < start + length { try self.receive() }
        return Answer(status: status, fields: fields, body: self.received[start..<start + length])
    }

    private func receive() throws {
        let size = 64 * 1024
        let before = self.received.count
        let room = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            count = max(0, read(self.descriptor, buffer.baseAddress, size))
        }
        guard !room.isEmpty else { throw Failure(what: "the connection ended after \(before) bytes") }
        self.received += room
    }
}

extension RandomAccessCollection<UInt8> where Index == Int {
    /// Where a text begins first.
    func index(of text: StaticString, from start: Int) -> Int? {
        let found = self.withContiguousStorageIfAvailable { bytes -> Int? in
            let count = text.utf8CodeUnitCount
            var offset = start - self.startIndex
            while offset + count <= bytes.count, let base = bytes.baseAddress,
                let match = memchr(base + offset, Int32(text.utf8Start.pointee), bytes.count - offset - count + 1)
            {
                if memcmp(match, text.utf8Start, count) == 0 {
                    return self.startIndex + (UnsafeRawPointer(match) - UnsafeRawPointer(base))
                }
                offset = UnsafeRawPointer(match) - UnsafeRawPointer(base) + 1
            }
            return nil
        }
        return found ?? nil
    }
}
