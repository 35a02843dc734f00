import Core
import HTTPTypes
import OAuth
import Web

extension Exchange {
    /// Without the query.
    package var path: String { String((self.request.path ?? "").prefix { $0 != "?" }) }

    package var query: [FormURLEncoding.Pair] {
        let path = self.request.path ?? ""
        guard let mark = path.firstIndex(of: "?") else { return [] }
        return FormURLEncoding.decode(String(path[path.index(after: mark)...]))
    }

    /// `nil` for a body of another type.
    package var form: [FormURLEncoding.Pair]? {
        guard Self.isForm(self.request.headerFields[.contentType]) else { return nil }
        return FormURLEncoding.decode(self.requestBody.bytes)
    }

    /// The client that asked, as the endpoint knew it, else as the request says.
    package var client: String? {
        self.note.client ?? Caller.client(in: self.query + (self.form ?? []), self.request.headerFields)
    }

    package var account: String? { self.note.account }

    /// What was answered, in OAuth's terms and in those of the two services' APIs, wherever it stands.
    package struct Outcome: Equatable, Sendable {
        package var word: Word
        package var error: String?
        package var description: String?

        package enum Word: String, Sendable {
            case accepted, refused, failed
        }
    }

    package var outcome: Outcome {
        let told = self.errorInLocation ?? self.errorInBody
        let word: Outcome.Word =
            switch self.status.code {
            case 500...: .failed
            case 400...: .refused
            default: told == nil ? .accepted : .refused
            }
        return Outcome(word: word, error: told?.error, description: told?.description)
    }

    /// Where the answer leads to, in two pieces.
    var location: (address: String, parameters: [FormURLEncoding.Pair])? {
        guard let location = self.responseHeaders[.location] else { return nil }
        guard let mark = location.firstIndex(where: { $0 == "?" || $0 == "#" }) else { return (location, []) }
        let parameters = location[location.index(after: mark)...].split(separator: "#").flatMap { piece in
            FormURLEncoding.decode(String(piece))
        }
        return (String(location[..<mark]), parameters)
    }

    var responseJSON: JSON? {
        guard !self.responseBody.bytes.isEmpty, !self.responseBody.isCut else { return nil }
        return try? JSON(parsing: self.responseBody.bytes)
    }

    private var errorInLocation: (error: String, description: String?)? {
        guard let parameters = self.location?.parameters,
            let error = parameters.first(where: { $0.name == "error" })?.value
        else { return nil }
        return (error, parameters.first { $0.name == "error_description" }?.value)
    }

    private var errorInBody: (error: String, description: String?)? {
        guard self.status.code >= 400, let body = self.responseJSON else { return nil }
        if let error = body["error"]?.string { return (error, body["error_description"]?.string) }
        if let error = body["errors"]?.array?.first {
            return (error["code_name"]?.string ?? "", error["detail"]?.string)
        }
        return body["code"]?.string.map { ($0, body["message"]?.string) }
    }
}
