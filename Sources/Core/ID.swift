/// An identifier that knows what it identifies: an `ID<LogtoUser>` is not an `ID<PatreonAccount>`.
package struct ID<Entity>: Hashable, Sendable {
    package let value: String

    package init(_ value: String) {
        self.value = value
    }
}

extension ID: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) {
        self.init(value)
    }
}

extension ID: CustomStringConvertible {
    package var description: String { self.value }
}
