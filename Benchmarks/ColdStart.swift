import Foundation

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
        let request = "GET /oidc/.well-known/openid-configuration HTTP/1.1\r\nHost: localhost\r\n\r\n"
        return (try? BenchConnection(port: port).exchange(request).status) == 200
    }
}
