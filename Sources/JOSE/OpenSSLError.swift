import COpenSSL

/// A call into libcrypto that failed, with what libcrypto put into its error queue about it.
package struct OpenSSLError: Error, Equatable, CustomStringConvertible {
    /// The function of ours that made the call.
    package let function: String
    package let reasons: [String]

    package var description: String {
        let reasons = self.reasons.isEmpty ? "libcrypto gave no reason" : self.reasons.joined(separator: "; ")
        return "\(self.function): \(reasons)"
    }

    /// Takes the reasons out of the queue of this thread. They belong to the call that just failed, since whoever
    /// meets a failure either throws this or calls ``forget()``.
    init(in function: String) {
        var reasons: [String] = []
        while case let code = ERR_get_error(), code != 0 {
            var text = [CChar](repeating: 0, count: 256)
            ERR_error_string_n(code, &text, text.count)
            reasons.append(String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
        }
        self.function = function
        self.reasons = reasons
    }

    /// libcrypto answers 1 (or a count) for success; 0 or less is a failure.
    static func check(_ result: Int32, in function: String = #function) throws(OpenSSLError) {
        guard result > 0 else { throw OpenSSLError(in: function) }
    }

    static func unwrap<Value>(_ value: Value?, in function: String = #function) throws(OpenSSLError) -> Value {
        guard let value else { throw OpenSSLError(in: function) }
        return value
    }

    /// Drops the reasons of a failure that is an answer, as that of a signature that does not match.
    static func forget() {
        ERR_clear_error()
    }
}
