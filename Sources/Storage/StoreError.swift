import Foundation
import GRDB

/// Why a database cannot be used. Nothing was changed in it.
package enum StoreError: Error, Equatable, CustomStringConvertible {
    case locked(path: String)
    case damaged(path: String)
    case readOnly(path: String)
    case newer(path: String)
    case foreign(path: String)
    case unusable(path: String, reason: String)

    /// One sentence that says what to do.
    package var description: String {
        switch self {
        case .locked(let path):
            "The database \(path) is locked by another program: end that program, or name another file with --database."
        case .damaged(let path):
            "The database \(path) is damaged or not an SQLite database: restore a copy, or name another file with --database."
        case .readOnly(let path):
            "The database \(path) cannot be written: make it and its folder writable, or name another file with --database."
        case .newer(let path):
            "The database \(path) was written by a newer version of this program: use that version, or name another file with --database."
        case .foreign(let path):
            "The database \(path) belongs to another program: name another file with --database."
        case .unusable(let path, let reason):
            "The database \(path) cannot be opened (\(reason)): name another file with --database, or :memory:."
        }
    }

    /// What an error of the database means for its file.
    package init(_ error: any Error, path: String) {
        guard let error = error as? DatabaseError else {
            self = .unusable(path: path, reason: String(describing: error))
            return
        }
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked(path: path)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(path: path)
        case .SQLITE_READONLY, .SQLITE_PERM: self = .readOnly(path: path)
        // What SQLite says when it may not make the files that it keeps beside the database.
        case .SQLITE_CANTOPEN where Self.mayNotWrite(path): self = .readOnly(path: path)
        default: self = .unusable(path: path, reason: error.message ?? error.resultCode.description)
        }
    }

    private static func mayNotWrite(_ path: String) -> Bool {
        let folder = URL(filePath: path).deletingLastPathComponent().path
        return [path, folder].contains { file in
            FileManager.default.fileExists(atPath: file) && !FileManager.default.isWritableFile(atPath: file)
        }
    }
}
