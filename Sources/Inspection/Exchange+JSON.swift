import Core
import HTTPTypes
import OAuth
import Web

extension Exchange {
    /// As the control API and the console show it: taken apart, with what is secret masked.
    package var json: JSON {
        [
            "number": .int(self.number),
            "at": .string(self.askedAt.isoText),
            "origin": .string(self.surface.rawValue),
            "client": self.client.map(JSON.string),
            "account": self.account.map(JSON.string),
            "request": self.requestJSON,
            "response": self.answerJSON,
            "decision": self.decisionJSON,
            "fault": self.note.fault.map(JSON.int),
        ]
    }

    private var requestJSON: JSON {
        let type = self.request.headerFields[.contentType]
        let body = self.requestBody
        return [
            "method": .string(self.request.method.rawValue),
            "host": self.request.authority.map(JSON.string),
            "path": .string(self.path),
            "route": self.route.map(JSON.string),
            "query": Self.object(self.query),
            "form": self.form.map(Self.object),
            "json": Self.isJSON(type) && !body.bytes.isEmpty
                ? (try? JSON(parsing: body.bytes)).map { Masking.json($0, isAnswer: false) } : nil,
            "isCut": body.isCut ? true : nil,
            "headers": Self.headers(self.request.headerFields),
        ]
    }

    private var answerJSON: JSON {
        [
            "status": .int(Int64(self.status.code)),
            "location": self.location.map { location in
                ["address": .string(location.address), "parameters": Self.object(location.parameters)]
            },
            "headers": Self.headers(self.responseHeaders),
            "body": self.responseJSON.map { Masking.json($0, isAnswer: true) },
            "length": .int(Int64(self.responseBody.length)),
        ]
    }

    private var decisionJSON: JSON {
        let outcome = self.outcome
        let decision = self.note.decision
        let told: JSON = [
            "outcome": .string(outcome.word.rawValue),
            "rule": decision.map { .string($0.rule) },
            "reason": decision.map { .string($0.reason) },
            "error": outcome.error.map(JSON.string),
            "description": outcome.description.map(JSON.string),
        ]
        return told.adding(decision?.facts ?? [:])
    }

    /// A parameter that came more than once has all its values.
    private static func object(_ pairs: [FormURLEncoding.Pair]) -> JSON {
        var members: [JSON.Member] = []
        for pair in pairs {
            let value = JSON.string(Masking.value(pair.value, named: pair.name))
            if let index = members.firstIndex(where: { $0.name == pair.name }) {
                members[index].value = .array((members[index].value.array ?? [members[index].value]) + [value])
            } else {
                members.append(JSON.Member(pair.name, value))
            }
        }
        return .object(members)
    }

    private static func headers(_ fields: HTTPFields) -> JSON {
        var names: [HTTPField.Name] = []
        for field in fields where !names.contains(field.name) && field.name != .location { names.append(field.name) }
        return .object(
            names.map { name in
                JSON.Member(
                    name.canonicalName,
                    .string(fields[values: name].map { Self.shown($0, of: name) }.joined(separator: ", ")))
            })
    }

    private static func shown(_ value: String, of name: HTTPField.Name) -> String {
        switch name {
        case .authorization: Self.authorization(value)
        // Names are enough to see which cookies there are.
        case .cookie: value.split(separator: ";").map(Self.cookieName).joined(separator: ", ")
        case .setCookie: Self.cookieName(Substring(value))
        // It may be an address with a code in it.
        case .referer: String(value.prefix { $0 != "?" })
        default: value
        }
    }

    private static func cookieName(_ pair: Substring) -> String {
        String(pair.drop(while: \.isWhitespace).prefix { $0 != "=" })
    }

    /// `Basic second:… (14 characters)`, `Bearer kJ3d… (43 characters)`.
    private static func authorization(_ value: String) -> String {
        if let basic = ClientCredentials(patreonAuthorization: value) {
            return "Basic \(basic.id):\(Masking.mask(basic.secret, isPassword: true))"
        }
        let words = value.split(separator: " ", maxSplits: 1)
        guard words.count == 2 else { return Masking.mask(value) }
        return "\(words[0]) \(Masking.mask(String(words[1])))"
    }
}
