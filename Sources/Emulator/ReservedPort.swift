import Foundation
import Glibc

/// A port of this machine that is ours before anything is built: so the origins are known when the world is made, and a
/// port that someone else has is noticed before a database is touched.
///
/// The socket is bound but does not listen; with `SO_REUSEADDR` on both, Linux lets the server bind and listen beside
/// it, and gives the port to nobody else meanwhile.
package final class ReservedPort: Sendable {
    package let number: Int
    private let descriptor: Int32

    package struct Taken: Error, CustomStringConvertible {
        package let port: Int

        package var description: String {
            "Port \(self.port) is taken: end the program that listens there, or choose another port (0 is any free one)."
        }
    }

    package struct Unusable: Error, CustomStringConvertible {
        package let host: String
        package let port: Int
        package let reason: String

        package var description: String {
            "Cannot listen on \(self.host) port \(self.port) (\(self.reason)): choose another --host or port."
        }
    }

    /// - Parameters:
    ///   - host: an IPv4 address of this machine.
    ///   - port: 0 for any free one.
    /// - Throws: ``Taken`` or ``Unusable``.
    package init(_ port: Int, on host: String) throws {
        func failure() -> any Error {
            errno == EADDRINUSE
                ? Taken(port: port) : Unusable(host: host, port: port, reason: String(cString: strerror(errno)))
        }
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw failure() }
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(truncatingIfNeeded: port)).bigEndian
        guard inet_pton(AF_INET, host, &address.sin_addr) == 1 else {
            close(descriptor)
            throw Unusable(host: host, port: port, reason: "not an IPv4 address")
        }
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(descriptor, generic, length) == 0 && getsockname(descriptor, generic, &length) == 0
            }
        }
        guard isBound else {
            let error = failure()
            close(descriptor)
            throw error
        }
        self.number = Int(UInt16(bigEndian: address.sin_port))
        self.descriptor = descriptor
    }

    deinit {
        close(self.descriptor)
    }
}
