import Core
import Emulator
import Glibc
import Logging
import TestSupport
import Testing
import Web

@Suite struct ReservedPortTests {
    @Test func `any free port is another one each time`() throws {
        let ports = try (0..<20).map { _ in try ReservedPort(0, on: "127.0.0.1") }
        #expect(Set(ports.map(\.number)).count == 20)
        #expect(ports.allSatisfy { (1...65535).contains($0.number) })
    }

    @Test func `a port on which somebody listens is taken`() throws {
        let listener = try Listener(port: 0)
        #expect {
            _ = try ReservedPort(listener.port, on: "127.0.0.1")
        } throws: { error in
            (error as? ReservedPort.Taken)?.port == listener.port
                && "\(error)"
                    == "Port \(listener.port) is taken: end the program that listens there, or choose another "
                    + "port (0 is any free one)."
        }
    }

    @Test func `whoever listens on a reserved port first has it`() throws {
        let port = try ReservedPort(0, on: "127.0.0.1")
        let listener = try Listener(port: port.number)
        #expect(listener.port == port.number)
    }

    @Test func `a server that comes too late for its port says so`() async throws {
        let ports = try Server.Ports(host: "127.0.0.1", logto: 0, patreon: 0, console: 0)
        let listener = try Listener(port: ports.console.number)
        let world = try await TestWorld().world
        let error = await #expect(throws: StartFailure.self) {
            try await Server(world, on: ports, logger: RecordedLog().logger).run {}
        }
        guard case .unavailable(let message) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(message.hasPrefix("A port was taken by another program just now"))
        #expect(listener.port == ports.console.number)
    }

    @Test func `a port is free again with the last reference to it`() throws {
        let number = try ReservedPort(0, on: "127.0.0.1").number
        let again = try ReservedPort(number, on: "127.0.0.1")
        #expect(again.number == number)
    }

    @Test(arguments: ["localhost", "::1", "127.0.0", "example.com", "", "192.0.2.1"])
    func `an address that is not this machine's is unusable`(host: String) {
        #expect(throws: ReservedPort.Unusable.self) { _ = try ReservedPort(0, on: host) }
    }

    @Test func `the origins are named after the ports`() throws {
        let ports = try Server.Ports(host: "127.0.0.1", logto: 0, patreon: 0, console: 0)
        #expect(
            ports.origins
                == Origins(
                    logto: "http://localhost:\(ports.logto.number)",
                    patreon: "http://localhost:\(ports.patreon.number)",
                    console: "http://localhost:\(ports.console.number)"))
    }
}

/// A server that accepts nothing.
private final class Listener: Sendable {
    let port: Int
    private let descriptor: Int32

    struct Failed: Error {
        let code: Int32
    }

    init(port: Int) throws {
        self.descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var yes: Int32 = 1
        setsockopt(self.descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        inet_pton(AF_INET, "127.0.0.1", &address.sin_addr)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = self.descriptor
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(descriptor, generic, length) == 0 && listen(descriptor, 1) == 0
                    && getsockname(descriptor, generic, &length) == 0
            }
        }
        self.port = Int(UInt16(bigEndian: address.sin_port))
        guard isListening else { throw Failed(code: errno) }
    }

    deinit {
        close(self.descriptor)
    }
}
