import Synchronization

/// What was made of stored text, so that what several steps of a sign-in read is taken apart once: the same text means
/// the same. Holds little, and forgets all when it is full.
final class Memo: Sendable {
    private static let capacity = 64

    private let known = Mutex<[ObjectIdentifier: [String: any Sendable]]>([:])

    /// - Parameter read: makes the value of the text, and of nothing else.
    func value<Value: Sendable>(of text: String, _ read: (String) throws -> Value) rethrows -> Value {
        let type = ObjectIdentifier(Value.self)
        if let value = self.known.withLock({ $0[type]?[text] }) as? Value { return value }
        let value = try read(text)
        self.known.withLock { known in
            if known[type, default: [:]].count >= Self.capacity { known[type] = [:] }
            known[type, default: [:]][text] = value
        }
        return value
    }
}
