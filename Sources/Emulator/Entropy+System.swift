import Core
import JOSE

extension Entropy {
    /// libcrypto's random generator.
    package static let system = Entropy { RandomBytes.generate(count: $0) }
}
