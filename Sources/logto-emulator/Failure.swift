import ArgumentParser
import Emulator
import Foundation

/// A reason to end, with the exit code that scripts go by (sysexits.h).
struct Failure: Error {
    let code: ExitCode
    /// One sentence that says what to do, or a line a problem.
    let message: String

    static func configuration(_ message: String) -> Failure { Failure(code: ExitCode(78), message: message) }

    static func unavailable(_ message: String) -> Failure { Failure(code: ExitCode(69), message: message) }
}

/// Runs a command's work; what fails is said on standard error, in our words, and becomes the exit code.
func ending(_ work: () async throws -> Void) async throws {
    do {
        try await work()
    } catch {
        let failure = Failure(error)
        FileHandle.standardError.write(Data("\(failure.message)\n".utf8))
        throw failure.code
    }
}

extension Failure {
    fileprivate init(_ error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case StartFailure.unavailable(let message): self = .unavailable(message)
        case StartFailure.configuration(let message): self = .configuration(message)
        case let error as ReservedPort.Taken: self = .unavailable(error.description)
        case let error as ReservedPort.Unusable: self = .unavailable(error.description)
        default: self = Failure(code: .failure, message: "The emulator failed: \(String(reflecting: error))")
        }
    }
}
