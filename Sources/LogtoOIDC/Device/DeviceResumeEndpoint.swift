import Core
import HTTPTypes
import Hummingbird
import Logto
import OAuth
import Storage
import Web

/// `GET /oidc/device/{uid}`: the browser comes back from the pages, and a device is signed in
/// (spec `logto-oidc.md` §7.2, §16).
struct DeviceResumeEndpoint: Sendable {
    let provider: OIDCProvider

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self).get("device/:uid", use: self.resume)
    }

    private var flow: DeviceFlow { DeviceFlow(provider: self.provider) }

    private enum Outcome: Sendable {
        case decided(DeviceFlow.Outcome, OIDCSession?)
        /// Someone else is signed in and has to be signed out first.
        case occupied(OIDCSession)
    }

    @Sendable private func resume(_ request: Request, _ context: WebContext) async throws -> Response {
        let provider = self.provider
        let cookie = provider.sessionCookie.value(in: request)
        let resumption = try? Resumption(of: request, at: .device, provider: provider)
        let outcome = try await provider.store.transaction { db -> Outcome in
            var outcome = try self.outcome(of: resumption, in: db)
            if case .decided(.failed(let failure), let present) = outcome {
                var session = try present ?? self.flow.session(of: cookie, in: db)
                try self.flow.renewXSRF(of: &session, in: db)
                outcome = .decided(.failed(failure), session)
            }
            return outcome
        }
        switch outcome {
        case .decided(let decided, let session):
            var headers = HTTPFields()
            if let resumption {
                provider.interactionCookies.removeResume(resumption.uid, at: .device, in: &headers)
            }
            return self.flow.response(decided, session: session, to: request, headers: headers)
        case .occupied(let session):
            return SignOutForm(provider: provider).response(for: session, isAskedFor: false)
        }
    }

    private func outcome(of resumption: Resumption?, in db: Transaction) throws -> Outcome {
        guard let resumption else { return .decided(.failed(.sessionNotFound), nil) }
        do {
            switch try resumption.take(in: db) {
            case .occupied(let session): return .occupied(session)
            case .resumed(let interaction, var session):
                let decided = try self.decide(on: interaction, in: db, session: &session)
                return .decided(decided, session)
            }
        } catch let failure as Resumption.Failure {
            if let device = try failure.deviceCode.flatMap(db.deviceCode(_:)) {
                _ = try self.flow.fail(device, .invalidRequest(failure.description), in: db)
            }
            return .decided(.failed(.sessionNotFound), nil)
        }
    }

    private func decide(
        on interaction: Interaction, in db: Transaction, session: inout OIDCSession?
    ) throws -> DeviceFlow.Outcome {
        guard let device = try interaction.deviceCode.flatMap(db.deviceCode(_:)) else { return .failed(.notFound(nil)) }
        if device.isExpired(at: self.provider.time.now) { return .failed(.expired(nil)) }
        if device.outcome != nil { return .failed(.alreadyUsed(nil)) }
        return try self.flow.decide(on: device, resumed: interaction, in: db, session: &session)
    }
}
