/// What this program calls itself on the wire, on its pages and on the command line.
package enum Product {
    package static let name = "logto-emulator"
    package static let version = "0.1.0"

    /// The value of the `X-Emulator` header that every response carries.
    package static let mark = "\(name)/\(version)"
}
