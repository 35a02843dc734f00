import Foundation
import Glibc

/// One connection to a port of this machine, kept open: writes a request, waits for its whole answer. It blocks its
/// thread and does nothing besides, so that the server is what is measured.
final class BenchConnection {
    struct Answer {
        var status = 0
        var location: String?
        var cookies: [String] = []
        var body: ArraySlice<UInt8> = []
    }

    struct Failure: Error {
        let what: String
    }

    private let descriptor: Int32
    /// What came, from the beginning of the answer that is being read.
    private var received: [UInt8] = []
    private var room = [UInt8](repeating: 0, count: 64 * 1024)

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
        let request = Array(request.utf8)
        var sent = 0
        while sent < request.count {
            let count = request.withUnsafeBytes { bytes in
                write(self.descriptor, bytes.baseAddress.map { $0 + sent }, bytes.count - sent)
            }
            guard count > 0 else { throw Failure(what: "write: errno \(errno)") }
            sent += count
        }
        self.received.removeAll(keepingCapacity: true)
        var headerEnd: Int?
        while headerEnd == nil {
            try self.receive()
            headerEnd = self.received.index(of: "\r\n\r\n", from: 0)
        }
        let start = (headerEnd ?? 0) + 4
        var (answer, length) = try self.head(until: start)
        while self.received.count < start + length { try self.receive() }
        answer.body = self.received[start..<start + length]
        return answer
    }

    /// As much of the header as a sign-in needs.
    private func head(until end: Int) throws -> (Answer, length: Int) {
        var answer = Answer()
        var length: Int?
        var lineStart = 0
        while lineStart < end - 2, let lineEnd = self.received.index(of: "\r\n", from: lineStart) {
            let line = self.received[lineStart..<lineEnd]
            if lineStart == 0 {
                answer.status = Int(String(decoding: line.dropFirst(9).prefix(3), as: UTF8.self)) ?? 0
            } else if let value = line.value(ofField: "content-length:") {
                length = Int(value)
            } else if let value = line.value(ofField: "location:") {
                answer.location = value
            } else if let value = line.value(ofField: "set-cookie:") {
                answer.cookies.append(value)
            }
            lineStart = lineEnd + 2
        }
        guard let length else { throw Failure(what: "an answer without Content-Length") }
        return (answer, length)
    }

    private func receive() throws {
        let count = self.room.withUnsafeMutableBytes { read(self.descriptor, $0.baseAddress, $0.count) }
        guard count > 0 else { throw Failure(what: "the connection ended after \(self.received.count) bytes") }
        self.received += self.room[..<count]
    }
}

extension ArraySlice<UInt8> {
    /// - Parameter name: in lower case, with the colon.
    fileprivate func value(ofField name: StaticString) -> String? {
        let count = name.utf8CodeUnitCount
        guard self.count >= count else { return nil }
        for index in 0..<count where self[self.startIndex + index] | 0x20 != name.utf8Start[index] | 0x20 { return nil }
        return String(decoding: self.dropFirst(count).drop { $0 == UInt8(ascii: " ") }, as: UTF8.self)
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
