import Core
import HTTPTypes
import Hummingbird
import Logto
import Web

/// Which part of a list is asked for (spec `logto-management-api.md` §2.4).
struct Page: Equatable, Sendable {
    private static let standardSize = 20
    private static let largestSize = 100

    let number: Int
    let size: Int

    /// - Returns: `nil` where the route has no pages, or the request may have everything and wants it.
    /// - Throws: `guard.invalid_pagination`.
    init?(_ paging: APIOperation.Paging, _ query: FormParameters) throws(LogtoError) {
        let number = query["page"].flatMap { $0.isEmpty ? nil : $0 }
        let size = query["page_size"].flatMap { $0.isEmpty ? nil : $0 }
        switch paging {
        case .none: return nil
        case .optional where number == nil && size == nil: return nil
        case .optional, .always:
            self.number = try Self.value(number, otherwise: 1, most: Int(Int32.max))
            self.size = try Self.value(size, otherwise: Self.standardSize, most: Self.largestSize)
        }
    }

    private static func value(_ text: String?, otherwise: Int, most: Int) throws(LogtoError) -> Int {
        guard let text else { return otherwise }
        guard let value = Int(text), (1...most).contains(value) else {
            throw LogtoError("guard.invalid_pagination")
        }
        return value
    }

    var offset: Int { (self.number - 1) * self.size }

    /// `Total-Number`, and `Link` as RFC 8288 has it.
    func add(total: Int, isCapped: Bool = false, for request: Request, to headers: inout HTTPFields) {
        headers[.totalNumber] = String(total)
        let last = max(1, (total + self.size - 1) / self.size)
        var links = [self.link("first", 1, request)]
        if self.number > 1 { links.append(self.link("prev", self.number - 1, request)) }
        if isCapped {
            headers[.totalNumberIsCapped] = "true"
        } else {
            if self.number < last { links.append(self.link("next", self.number + 1, request)) }
            links.append(self.link("last", last, request))
        }
        headers[.link] = links.joined(separator: ", ")
    }

    private func link(_ relation: String, _ page: Int, _ request: Request) -> String {
        var pairs = request.queryParameters.pairs.map { (name: $0.name, value: $0.value) }
        if let index = pairs.firstIndex(where: { $0.name == "page" }) {
            pairs.removeAll { $0.name == "page" }
            pairs.insert(("page", String(page)), at: index)
        } else {
            pairs.append(("page", String(page)))
        }
        let origin = "\(request.head.scheme ?? "http")://\(request.head.authority ?? "localhost")"
        return "<\(origin)\(request.uri.path)?\(FormURLEncoding.encode(pairs))>; rel=\"\(relation)\""
    }
}

extension HTTPField.Name {
    static let totalNumberIsCapped = HTTPField.Name.wellFormed("Total-Number-Is-Capped")
    static let totalNumber = HTTPField.Name.wellFormed("Total-Number")
    static let link = HTTPField.Name.wellFormed("Link")
}
