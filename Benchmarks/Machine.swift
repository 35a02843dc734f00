import Core
import Foundation
import GRDB
import JOSE

/// What the machine can do at all, by the same libraries that the emulator uses.
struct Machine {
    let signaturesPerSecond: Double
    let commitsPerSecond: Double

    /// How many sign-ins there could be if they were nothing but their signatures and their commits.
    func signInsPerSecond(signatures: Double, commits: Double) -> Double {
        1 / (signatures / self.signaturesPerSecond + commits / self.commitsPerSecond)
    }

    static func measure(in folder: URL) throws -> Machine {
        let key = try SigningKey.generate(.p384)
        let payload = [UInt8](repeating: 0x61, count: 400)
        let signatures = try Self.rate(of: 1000) { _ in
            _ = try JWS.sign(payload: payload, type: nil, with: key)
        }
        let pool = try DatabasePool(path: folder.appending(path: "commits.sqlite").path())
        try pool.writeWithoutTransaction { try $0.execute(sql: "pragma synchronous = full") }
        try pool.write { db in
            try db.execute(sql: "create table entries (id integer primary key, value text not null) strict")
        }
        let value = String(repeating: "x", count: 300)
        let commits = try Self.rate(of: 2000) { _ in
            try pool.write { db in
                try db.cachedStatement(sql: "insert into entries (value) values (?)").execute(arguments: [value])
            }
        }
        try pool.close()
        return Machine(signaturesPerSecond: signatures, commitsPerSecond: commits)
    }

    private static func rate(of count: Int, _ work: (Int) throws -> Void) rethrows -> Double {
        let clock = ContinuousClock()
        let duration = try clock.measure { for index in 0..<count { try work(index) } }
        return Double(count) / (duration / .seconds(1))
    }
}
