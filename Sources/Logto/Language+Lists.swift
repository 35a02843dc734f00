extension [String] {
    /// As browsers write a list (ECMA-402, `Intl.ListFormat`, conjunction).
    package func list(in language: Language) -> String {
        guard language == .english else { return self.joined(separator: "、") }
        switch self.count {
        case ...1: return self.joined()
        case 2: return self.joined(separator: " and ")
        default: return self.dropLast().joined(separator: ", ") + ", and " + (self.last ?? "")
        }
    }
}
