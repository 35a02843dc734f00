/// Why a world cannot be served, each in one sentence that says what to do.
package enum StartFailure: Error, Equatable {
    /// The database, or a port.
    case unavailable(String)
    case configuration(String)
}
