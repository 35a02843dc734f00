import GRDB
import Storage
import Testing

@Suite struct StoreErrorTests {
    @Test(arguments: [
        (ResultCode.SQLITE_BUSY, StoreError.locked(path: "x")), (.SQLITE_BUSY_RECOVERY, .locked(path: "x")),
        (.SQLITE_LOCKED, .locked(path: "x")), (.SQLITE_CORRUPT, .damaged(path: "x")),
        (.SQLITE_CORRUPT_INDEX, .damaged(path: "x")), (.SQLITE_NOTADB, .damaged(path: "x")),
        (.SQLITE_READONLY, .readOnly(path: "x")), (.SQLITE_READONLY_CANTINIT, .readOnly(path: "x")),
        (.SQLITE_READONLY_DBMOVED, .readOnly(path: "x")), (.SQLITE_PERM, .readOnly(path: "x")),
        (.SQLITE_FULL, .unusable(path: "x", reason: "a reason")),
        (.SQLITE_IOERR_WRITE, .unusable(path: "x", reason: "a reason")),
        (.SQLITE_CANTOPEN, .unusable(path: "x", reason: "a reason")),
    ])
    func `a result code says what is the matter with the file`(code: ResultCode, expected: StoreError) {
        #expect(StoreError(DatabaseError(resultCode: code, message: "a reason"), path: "x") == expected)
    }

    @Test func `what is not the database's own error is unusable, with its own words`() {
        struct Odd: Error, CustomStringConvertible { let description = "odd" }
        #expect(StoreError(Odd(), path: "x") == .unusable(path: "x", reason: "odd"))
    }

    @Test(arguments: [
        StoreError.locked(path: "/a/b.sqlite"), .damaged(path: "/a/b.sqlite"), .readOnly(path: "/a/b.sqlite"),
        .newer(path: "/a/b.sqlite"), .foreign(path: "/a/b.sqlite"), .unusable(path: "/a/b.sqlite", reason: "r"),
    ])
    func `each is one sentence that names the file and what to do`(error: StoreError) {
        let text = error.description
        #expect(text.hasPrefix("The database /a/b.sqlite "))
        #expect(text.contains("--database"))
        #expect(text.hasSuffix("."))
        #expect(!text.contains("\n"))
        #expect(text.matches(of: /[.!?] [A-Z]/).isEmpty)
    }
}
