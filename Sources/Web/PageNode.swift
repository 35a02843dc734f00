import Mustache

/// A page's model, taken apart once: the members of a struct by name. Mustache by itself reflects a struct anew for each
/// variable that it looks up, in each level of the template, which is most of a page's time.
final class PageNode: MustacheParent {
    private let members: [String: Any]

    /// - Parameter model: a struct; members that are `nil` are left out.
    init(_ model: Any) {
        var members: [String: Any] = [:]
        for child in Mirror(reflecting: model).children {
            if let label = child.label { members[label] = Self.value(child.value) }
        }
        self.members = members
    }

    func child(named name: String) -> Any? { self.members[name] }

    private static let plain: [any Any.Type] = [String.self, Bool.self, Int.self]

    private static func value(_ value: Any) -> Any? {
        // By identity: a dynamic cast looks the whole program's conformances through before it says no.
        let type = type(of: value)
        if Self.plain.contains(where: { $0 == type }) { return value }
        if type == String?.self, let text = value as? String? { return text }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional: return mirror.children.first.flatMap { Self.value($0.value) }
        case .collection: return mirror.children.compactMap { Self.value($0.value) }
        default: return PageNode(value)
        }
    }
}
