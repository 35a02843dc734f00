import Core
import Storage
import Web

/// Which page of the pledges a request of the first version asks for. Its cursor is a time (spec `patreon.md` §3.6); ours
/// has a number behind it, because several pledges may be made at the same time.
struct V1Page {
    let limit: Int
    let order: ListOrder
    let position: ListPosition?

    init(_ call: APICall) throws(PatreonError) {
        self.limit = try ListPage.limit(call.parameters[ListPage.count], type: "pledge", count: 20, maximum: 1000)
        let order = ListOrder(sort: call.parameters["sort"])
        self.order = order == .number ? .created : order
        guard let text = call.parameters[ListPage.cursor], !text.isEmpty else {
            self.position = nil
            return
        }
        guard let position = Self.position(text, isDescending: self.order.isDescending) else {
            throw .parameterInvalid(ListPage.cursor, on: "pledge", value: text)
        }
        self.position = position
    }

    func frame(_ call: APICall, total: Int64, last: ListPosition?) -> JSONAPIDocument.ListFrame {
        JSONAPIDocument.ListFrame(
            links: [
                "first": .string(self.address(call, cursor: nil)),
                "next": last.map { .string(self.address(call, cursor: Self.text($0))) },
            ],
            meta: ["count": .int(total)])
    }

    static func text(_ position: ListPosition) -> String {
        "\(Instant(milliseconds: position.key).patreonText)~\(position.number)"
    }

    /// - Parameter isDescending: a time alone stands for what comes after it in the list's direction.
    static func position(_ text: String, isDescending: Bool) -> ListPosition? {
        let parts = text.split(separator: "~", maxSplits: 1)
        guard let first = parts.first, let instant = Instant(iso8601: String(first)) else { return nil }
        guard parts.count == 2 else {
            return ListPosition(key: instant.milliseconds, number: isDescending ? .min : .max)
        }
        return Int64(parts[1]).map { ListPosition(key: instant.milliseconds, number: $0) }
    }

    private func address(_ call: APICall, cursor: String?) -> String {
        let kept = call.parameters.pairs.filter { $0.name != ListPage.count && $0.name != ListPage.cursor }
        var pairs = kept.map { ($0.name, $0.value) } + [(ListPage.count, String(self.limit))]
        if let cursor { pairs.append((ListPage.cursor, cursor)) }
        return "\(call.origin)\(call.path)?\(FormURLEncoding.encode(pairs))"
    }
}
