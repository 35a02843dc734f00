/// All that is wrong with a configuration, so that it can be mended in one go.
package struct ConfigProblems: Error, Equatable {
    package struct Problem: Equatable, Sendable, CustomStringConvertible {
        /// Where, such as `logto.applications[0].type`; empty for the document itself.
        package let path: String
        /// What is wrong, and what to do.
        package let message: String

        package var description: String {
            self.path.isEmpty ? self.message : "\(self.path): \(self.message)"
        }
    }

    package let problems: [Problem]
}

/// Collects problems while a configuration is read.
final class ConfigReport {
    private(set) var problems: [ConfigProblems.Problem] = []

    func note(_ path: String, _ message: String) {
        self.problems.append(ConfigProblems.Problem(path: path, message: message))
    }
}
