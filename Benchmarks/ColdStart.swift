import Foundation
import Glibc

/// From the start of the process to its first good answer, by a client that tries again at once.
struct ColdStart {
    let program: String
    let folder: URL

    /// Milliseconds.
    func median(keepingDatabase: Bool) throws -> Double {
        var times: [Double] = []
        for run in 0..<15 {
            let database = keepingDatabase ? "kept.sqlite" : "new-\(run).sqlite"
            times.append(try self.once(database: self.folder.appending(path: database).path()))
        }
        return times.sorted()[times.count / 2]
    }

    private func once(database: String) throws -> Double {
        let port = 20_000 + Int.random(in: 0..<10_000)
        let started = ContinuousClock.now
        let process = try RunningProgram.start(
            self.program,
            ["--database", database, "--logto-port", "\(port)", "--patreon-port", "0", "--console-port", "0"])
        defer {
            process.terminate()
            process.waitUntilExit()
        }
        while !Self.answers(port) {
            guard process.isRunning, ContinuousClock.now - started < .seconds(10) else {
                throw RunningProgram.DidNotStart()
            }
            usleep(200)
        }
        return (ContinuousClock.now - started) / .milliseconds(1)
    }

    private static func answers(_ port: Int) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                connect(descriptor, generic, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else { return false }
        let request =
            "GET /oidc/.well-known/openid-configuration HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        _ = request.withCString { write(descriptor, $0, strlen($0)) }
        var buffer = [UInt8](repeating: 0, count: 64)
        let count = read(descriptor, &buffer, buffer.count)
        return count > 0 && String(decoding: buffer[..<count], as: UTF8.self).hasPrefix("HTTP/1.1 200")
    }
}
