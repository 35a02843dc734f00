import Core
import Synchronization

/// A setting that most requests ask for and few change.
enum Setting: Hashable, Sendable {
    case accountCenter
    case application(ID<LogtoApplication>)
    case applicationExperience(ID<LogtoApplication>)
    case connector(ID<LogtoConnector>)
    case connectors
    case defaultResource
    case hookCount
    case logtoConfig(String)
    case patreonClient(ID<PatreonClient>)
    case patreonPersonas
    case signInExperience
}

/// The settings as they were read last. Whoever changes one, or anything that is not known to be none, has all of them
/// forgotten once that is committed. The store has to be the only one who writes to its database.
///
/// A transaction sees one version of the settings: if they change while it is under way, it goes by what it reads itself
/// from then on, and nothing that it read is kept.
final class SettingsCache: Sendable {
    private struct State {
        var version = 0
        var values: [Setting: any Sendable] = [:]
    }

    /// Far more than an ordinary world asks for.
    private static let capacity = 256

    private let state = Mutex(State())

    var version: Int { self.state.withLock(\.version) }

    func value(_ setting: Setting, at version: Int) -> (any Sendable)? {
        self.state.withLock { $0.version == version ? $0.values[setting] : nil }
    }

    func keep(_ value: some Sendable, as setting: Setting, at version: Int) {
        self.state.withLock { state in
            guard state.version == version else { return }
            if state.values.count >= Self.capacity { state.values = [:] }
            state.values[setting] = value
        }
    }

    func forget() {
        self.state.withLock { state in
            state.version += 1
            state.values = [:]
        }
    }
}

/// What a transaction has read and may be asked for again.
final class TransactionMemory {
    private let settings: SettingsCache
    /// Of the settings, when the transaction began.
    private let version: Int
    private(set) var hasChangedSettings = false
    /// Users are asked for in each step of a sign-in, which is one transaction.
    private var users: [ID<LogtoUser>: LogtoUser] = [:]

    init(_ settings: SettingsCache) {
        self.settings = settings
        self.version = settings.version
    }

    func value<Value: Sendable>(of setting: Setting, _ read: () throws -> Value) rethrows -> Value {
        guard !self.hasChangedSettings else { return try read() }
        if let kept = self.settings.value(setting, at: self.version), let value = kept as? Value { return value }
        let value = try read()
        self.settings.keep(value, as: setting, at: self.version)
        return value
    }

    func user(_ id: ID<LogtoUser>, _ read: () throws -> LogtoUser?) rethrows -> LogtoUser? {
        if let user = self.users[id] { return user }
        let user = try read()
        self.users[id] = user
        return user
    }

    /// Takes note of a statement that writes.
    func willExecute(_ sql: SQL) {
        let table = sql.writtenTable
        if let table, Self.ofSignIns.contains(table) { return }
        self.users = [:]
        if let table, Self.ofUsers.contains(table) { return }
        self.hasChangedSettings = true
    }

    /// After a change was committed.
    func forgetSettings() {
        self.settings.forget()
    }

    // Tables that hold no setting, and that nothing deletes from a table of settings along with.

    static let ofUsers: Set<Substring> = ["users", "user_identities"]
    static let ofSignIns: Set<Substring> = [
        "access_tokens", "authorization_codes", "grants", "interactions", "logs", "messages", "mfa_verifications",
        "passcodes", "patreon_codes", "patreon_consents", "patreon_tokens", "refresh_tokens", "sentinel_activities",
        "session_authorizations", "session_extensions", "sessions", "user_logto_configs", "verification_records",
    ]
}

extension SQL {
    /// The table that a statement writes to; `nil` where that is not plain to see.
    fileprivate var writtenTable: Substring? {
        let words = self.text.utf8.split(maxSplits: 3) { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
            .map(Substring.init)
        return switch words.first {
        case "insert", "delete": words.count > 2 ? words[2] : nil
        case "update": words.count > 1 ? words[1] : nil
        default: nil
        }
    }
}
