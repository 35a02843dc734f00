import Core
import Foundation
import HTTPTypes
import Hummingbird
import Web

/// The cookies that tie a browser to its interactions, one for each application (spec `logto-oidc.md` §7.1).
package struct InteractionCookies: Sendable {
    package static let name = "_interaction"
    package static let resumeName = "_interaction_resume"
    /// The map's member for whatever interaction is the latest.
    private static let latest = "_legacy"

    private let cookies: SignedCookies

    package init(_ cookies: SignedCookies) {
        self.cookies = cookies
    }

    /// The uid of the interaction that a request of the pages or of the Experience API is about: that of the
    /// application named by the header `Logto-App-Id` or the query's `app_id`, else the latest.
    package func uid(of request: Request) -> String? {
        let application = request.headers[.logtoAppID] ?? request.queryParameters["app_id"]
        return self.uids(in: request)[application ?? Self.latest]
    }

    /// The uids of all interactions that the browser is in, the latest first.
    package func allUIDs(in request: Request) -> [String] {
        let uids = self.uids(in: request)
        let latest = uids[Self.latest].map { [$0] } ?? []
        return latest + Set(uids.values).subtracting(latest).sorted()
    }

    /// The uid of the interaction that the browser comes back from.
    package func resumedUID(in request: Request) -> String? {
        self.cookies.value(Self.resumeName, in: request)
    }

    package func set(_ interaction: Interaction, for request: Request, in headers: inout HTTPFields) {
        var uids = self.uids(in: request)
        uids[interaction.applicationID.value] = interaction.uid
        uids[Self.latest] = interaction.uid
        let map = JSON.object(uids.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .string($0.value)) })
        self.cookies.set(
            Self.name, to: PercentEncoding.component(map.text()), expires: interaction.expiresAt, in: &headers)
        self.cookies.set(
            Self.resumeName, to: interaction.uid, path: interaction.resumePath,
            expires: interaction.expiresAt, in: &headers)
    }

    package func removeResume(_ uid: String, at route: ResumeRoute, in headers: inout HTTPFields) {
        self.cookies.remove(Self.resumeName, path: route.path(uid), in: &headers)
    }

    private func uids(in request: Request) -> [String: String] {
        guard
            let value = self.cookies.value(Self.name, in: request), let text = value.removingPercentEncoding,
            let members = (try? JSON(parsing: text))?.members
        else { return [:] }
        return Dictionary(members.compactMap { member in member.value.string.map { (member.name, $0) } }) { $1 }
    }
}

/// Where the browser comes back to from the pages, by what it was sent away for.
package enum ResumeRoute: String, Sendable {
    case authorization = "auth"
    case device

    package func path(_ uid: String) -> String { "/oidc/\(self.rawValue)/\(uid)" }
}

extension Interaction {
    package var resumePath: String {
        (self.deviceCode == nil ? ResumeRoute.authorization : .device).path(self.uid)
    }
}

extension HTTPField.Name {
    package static let logtoAppID = HTTPField.Name.wellFormed("Logto-App-Id")
}
