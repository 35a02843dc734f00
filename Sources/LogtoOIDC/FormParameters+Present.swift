import OAuth
import Web

extension FormParameters {
    /// A parameter's value; an empty one counts as absent.
    func present(_ name: String) -> String? {
        self[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The values of a parameter that may come more than once.
    func present(all name: String) -> [String] {
        Scope(self.values(name).filter { !$0.isEmpty }).names
    }
}
