import Core
import Foundation
import JOSE
import Storage
import Web

/// Which page of a list a request asks for (spec `patreon.md` §4.2).
struct ListPage {
    static let count = "page[count]"
    static let cursor = "page[cursor]"

    let limit: Int
    let order: ListOrder
    let position: ListPosition?
    private let list: String

    /// - Parameters:
    ///   - list: what tells the cursors of one list from those of another.
    ///   - count: how many come where the request does not say.
    ///   - maximum: a greater number is cut down to it.
    init(_ call: APICall, of list: String, type: String, count: Int, maximum: Int) throws(PatreonError) {
        self.list = list
        self.limit = try Self.limit(call.parameters[Self.count], type: type, count: count, maximum: maximum)
        guard let text = call.parameters[Self.cursor], !text.isEmpty else {
            self.order = ListOrder(sort: call.parameters["sort"])
            self.position = nil
            return
        }
        guard let cursor = ListCursor(text), cursor.list == list else {
            throw .parameterInvalid(Self.cursor, on: type, value: text)
        }
        self.order = cursor.order
        self.position = cursor.position
    }

    static func limit(_ text: String?, type: String, count: Int, maximum: Int) throws(PatreonError) -> Int {
        guard let text, !text.isEmpty else { return count }
        guard text.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains),
            text.contains(where: { $0 != "0" })
        else { throw .parameterInvalid(Self.count, on: type, value: text) }
        return min(Int(text) ?? maximum, maximum)
    }

    /// The links and the meta of the page. The last one says so with `null`, or by saying nothing.
    ///
    /// - Parameter last: the place of the page's last resource, where there are more behind it.
    func frame(_ call: APICall, total: Int64, last: ListPosition?) -> JSONAPIDocument.ListFrame {
        let next = last.map { ListCursor(list: self.list, order: self.order, position: $0).text }
        let cursors: JSON? =
            next == nil && call.switches.lastPage == .omitted ? nil : ["next": .nullable(next)]
        return JSONAPIDocument.ListFrame(
            links: next.map { ["next": .string(self.address(call, cursor: $0))] },
            meta: ["pagination": ["cursors": cursors, "total": .int(total)]])
    }

    /// The request's own address with another cursor.
    private func address(_ call: APICall, cursor: String) -> String {
        let kept = call.parameters.pairs.filter { $0.name != Self.count && $0.name != Self.cursor }
        let pairs = kept.map { ($0.name, $0.value) } + [(Self.count, String(self.limit)), (Self.cursor, cursor)]
        return "\(call.origin)\(call.path)?\(FormURLEncoding.encode(pairs))"
    }
}

extension ListOrder {
    /// Keys that are not known are ignored (§4.2).
    init(sort: String?) {
        switch sort {
        case "created", "published_at": self = .created
        case "-created", "-published_at": self = .createdDescending
        case "updated": self = .updated
        case "-updated": self = .updatedDescending
        default: self = .number
        }
    }
}

/// `03:<base64 of a small JSON>:<signature>`, as the documentation shows cursors (§4.2). The signature is no secret: it
/// tells a cursor of ours from what somebody made up.
struct ListCursor: Equatable {
    let list: String
    let order: ListOrder
    let position: ListPosition

    init(list: String, order: ListOrder, position: ListPosition) {
        self.list = list
        self.order = order
        self.position = position
    }

    init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "03", let data = Data(base64Encoded: String(parts[1])),
            parts[2] == Self.signature(Array(data)), let json = try? JSON(parsing: Array(data)),
            let list = json["l"]?.string, let order = json["o"]?.string.flatMap(ListOrder.init(rawValue:)),
            let key = json["k"]?.int, let number = json["n"]?.int
        else { return nil }
        self.init(list: list, order: order, position: ListPosition(key: key, number: number))
    }

    var text: String {
        let json: JSON = [
            "k": .int(self.position.key), "l": .string(self.list), "n": .int(self.position.number),
            "o": .string(self.order.rawValue),
        ]
        let bytes = json.bytes()
        return "03:\(Data(bytes).base64EncodedString()):\(Self.signature(bytes))"
    }

    private static func signature(_ bytes: [UInt8]) -> String {
        Base64URL.encode(Digest.sha256.hmac(bytes, key: "cursor".utf8).prefix(12))
    }
}
