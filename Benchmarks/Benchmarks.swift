import Foundation

/// `make bench`: what the emulator costs, beside what this machine can do at all. Run with the path of the release
/// program; prints a table, and fails only when something does not work, never because it is slow.
@main
struct Benchmarks {
    static func main() throws {
        guard CommandLine.arguments.count == 2 else {
            FileHandle.standardError.write(Data("usage: emulator-benchmarks PATH-OF-LOGTO-EMULATOR\n".utf8))
            exit(64)
        }
        let program = CommandLine.arguments[1]
        let folder = FileManager.default.temporaryDirectory.appending(path: "emulator-bench-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }

        print("Cold start, to the first good discovery answer (median of 15)")
        let fresh = try ColdStart(program: program, folder: folder).median(keepingDatabase: false)
        Report.row("new database", milliseconds: fresh, promise: "below 50 ms")
        let again = try ColdStart(program: program, folder: folder).median(keepingDatabase: true)
        Report.row("existing database", milliseconds: again)

        let machine = try Machine.measure(in: folder)
        print("\nThis machine")
        Report.row("ES384 signatures", perSecond: machine.signaturesPerSecond)
        Report.row("SQLite commits (WAL, a file)", perSecond: machine.commitsPerSecond)

        let running = try RunningProgram(program, folder: folder, database: "sign-ins.sqlite")
        defer { running.end() }
        let before = running.residentMebibytes
        let driver = SignInDriver(origins: running.origins)
        print("\nComplete sign-ins: app, Logto, Patreon, Logto, token endpoint")
        let possible = machine.signInsPerSecond(
            signatures: SignInDriver.signaturesPerSignIn, commits: SignInDriver.commitsPerSignIn)
        Report.row("what signatures and commits alone allow", perSecond: possible)
        let one = try driver.signInsPerSecond(clients: 1, each: 500)
        Report.row("1 client", perSecond: one, of: possible, promise: "at least a third")
        let eight = try driver.signInsPerSecond(clients: 8, each: 125)
        Report.row("8 clients", perSecond: eight, of: possible)
        let afterFirst = running.residentMebibytes
        _ = try driver.signInsPerSecond(clients: 8, each: 250)

        print("\nManagement API with 100,000 users (median of 101)")
        for row in try ManyUsers(program: program, folder: folder).medians() {
            Report.row(row.name, milliseconds: row.milliseconds, promise: "below 20 ms")
        }

        print("\nResident memory")
        Report.row("after the start", mebibytes: before)
        Report.row("after some 1,500 sign-ins", mebibytes: afterFirst, promise: "below 64 MiB")
        Report.row("after 2,000 more", mebibytes: running.residentMebibytes, promise: "flat from there")
    }
}

/// A line of the table.
enum Report {
    static func row(_ name: String, milliseconds: Double, promise: String? = nil) {
        self.line(name, String(format: "%.1f ms", milliseconds), promise)
    }

    static func row(_ name: String, mebibytes: Double, promise: String? = nil) {
        self.line(name, String(format: "%.1f MiB", mebibytes), promise)
    }

    static func row(_ name: String, perSecond rate: Double, of possible: Double? = nil, promise: String? = nil) {
        let ratio = possible.map { String(format: "   ratio %.2f", rate / $0) } ?? ""
        self.line(name, String(format: "%.0f /s", rate) + ratio, promise)
    }

    private static func line(_ name: String, _ value: String, _ promise: String?) {
        let padded = "  " + name.padding(toLength: 42, withPad: " ", startingAt: 0)
        print(padded + value + (promise.map { "   (promised: \($0))" } ?? ""))
    }
}
