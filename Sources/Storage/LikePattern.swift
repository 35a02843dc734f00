/// A pattern of SQL's LIKE, as PostgreSQL reads it: `%` and `_`, and a backslash before what stands for itself.
struct LikePattern {
    private enum Token: Equatable {
        case character(Unicode.Scalar)
        case one
        case many
    }

    private let tokens: [Token]

    init(_ text: String) {
        var tokens: [Token] = []
        var isEscaped = false
        for scalar in text.unicodeScalars {
            switch scalar {
            case _ where isEscaped:
                tokens.append(.character(scalar))
                isEscaped = false
            case "\\": isEscaped = true
            case "%": tokens.append(.many)
            case "_": tokens.append(.one)
            default: tokens.append(.character(scalar))
            }
        }
        self.tokens = tokens
    }

    /// The runs of characters that stand for themselves.
    var literals: [String] {
        self.tokens.split { token in if case .character = token { false } else { true } }.map { run in
            run.reduce(into: "") { text, token in
                if case .character(let scalar) = token { text.unicodeScalars.append(scalar) }
            }
        }
    }

    func matches(_ text: String) -> Bool {
        let text = Array(text.unicodeScalars)
        var (position, place) = (0, 0)
        // Where the last `%` stands, and how much of the text it has taken.
        var retry: (place: Int, position: Int)?
        while position < text.count {
            if place < self.tokens.count, self.tokens[place] == .many {
                retry = (place, position)
                place += 1
            } else if place < self.tokens.count,
                self.tokens[place] == .one || self.tokens[place] == .character(text[position])
            {
                place += 1
                position += 1
            } else if let last = retry {
                retry = (last.place, last.position + 1)
                (place, position) = (last.place + 1, last.position + 1)
            } else {
                return false
            }
        }
        return self.tokens[place...].allSatisfy { $0 == .many }
    }
}
