extension Config.User {
    /// A digest from another system in the place of a password: it has to be one that can be checked here.
    mutating func readPasswordDigest(_ object: ConfigObject) {
        self.passwordDigest = object.optionalString("passwordDigest")
        self.passwordAlgorithm = object.choice("passwordAlgorithm")
        switch (self.passwordDigest, self.passwordAlgorithm) {
        case (nil, nil): return
        case (nil, _?): object.note("passwordAlgorithm", "says how passwordDigest was made, which is missing")
        case (_?, nil):
            _ = object.required(self.passwordAlgorithm, "passwordAlgorithm")
        case (let digest?, let algorithm?): object.noteDigest(digest, algorithm)
        }
        if self.password != nil, self.passwordDigest != nil {
            object.note("passwordDigest", "stands beside password; give one of the two")
        }
    }
}

extension ConfigObject {
    fileprivate func noteDigest(_ digest: String, _ algorithm: PasswordAlgorithm) {
        if digest.utf8.count > PasswordAlgorithm.longestDigest {
            self.note("passwordDigest", "is longer than \(PasswordAlgorithm.longestDigest) characters")
        }
        guard algorithm == .legacy else { return }
        do throws(LegacyPassword.Flaw) {
            _ = try LegacyPassword(parsing: digest)
        } catch {
            switch error {
            case .format:
                self.note(
                    "passwordDigest",
                    "must be a text such as [\"sha256\", [\"salt\", \"@\"], \"<hash>\"], where @ stands for the password"
                )
            case .algorithm(let name):
                self.note("passwordDigest", "names the algorithm \"\(name)\", which is not known here")
            }
        }
    }
}
