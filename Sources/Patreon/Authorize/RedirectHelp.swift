import Core

/// What the emulator says below Patreon's own words about a redirect URI that is not registered: both, cut where they
/// begin to differ. Its members are variables of the template `patreon-error`.
struct RedirectHelp: Encodable, Equatable, Sendable {
    let title = "What the emulator knows about it"
    /// Logto's guide to this connector quotes it, so people search for it (spec `patreon.md` §1.5); Patreon never says it.
    let sentence = "The redirect_uri MUST match the registered callback URL for this application."
    let requestedTitle = "Requested redirect URI"
    let requested: Cut
    let registeredTitle: String
    let registered: [Cut]
    let noneRegistered = "None."
    let suggestion: String

    /// A URI in two pieces: up to its first difference from another one, and the rest.
    struct Cut: Encodable, Equatable, Sendable {
        let same: String
        let different: String

        init(_ uri: String, against other: String) {
            let common = uri.commonLength(with: other)
            self.same = String(uri.unicodeScalars.prefix(common))
            self.different = String(uri.unicodeScalars.dropFirst(common))
        }
    }

    init(requested: String, client: PatreonClient) {
        // Of several equally near ones the first.
        let nearest = client.redirectURIs.reduce("") { best, uri in
            uri.commonLength(with: requested) > best.commonLength(with: requested) ? uri : best
        }
        self.requested = Cut(requested, against: nearest)
        self.registeredTitle = "Redirect URIs registered for \(client.name)"
        self.registered = client.redirectURIs.map { Cut($0, against: requested) }
        if nearest == requested {
            self.suggestion = "It is registered now. Go back to the app and start again."
        } else {
            self.suggestion =
                "Register the requested URI for this client, or let the app send one that is registered. They are "
                + "compared character by character: scheme, host, port, path, a slash at the end and letter case all count."
        }
    }
}

extension String {
    fileprivate func commonLength(with other: String) -> Int {
        zip(self.unicodeScalars, other.unicodeScalars).prefix { $0 == $1 }.count
    }
}
