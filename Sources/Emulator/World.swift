import Console
import Core
import Hummingbird
import Inspection
import JOSE
import Logging
import Logto
import LogtoExperience
import LogtoManagement
import LogtoOIDC
import Patreon
import Storage
import Web

/// Logto and Patreon together: one database, one configuration, one clock, one source of chance, one set of keys, and
/// the origins on which they answer. The unit that everything is built around.
package struct World: Sendable {
    package let config: Config
    /// Where the world is known; ``listening`` unless the configuration names public origins.
    package let origins: Origins
    package let listening: Origins
    package let store: Store
    package let clock: AdjustableTime
    package let entropy: Entropy
    package let keys: KeyRing
    package let recorder = Recorder()
    package let faults = Faults()
    private let cookieKeys: CookieKeys
    private let pages: Pages
    private let outbound: Outbound
    private let integrationTest: IntegrationTest?
    private let statusKey: String?
    /// Lays over the database what the world begins with.
    private let lay: @Sendable (Transaction) throws -> Void
    private let webhooks: WebhookDelivery
    private let patreonWork: PatreonWork
    private let hooks: HookDelivery
    private let startedAt = TimeSource.system.now

    /// Lays the configuration over the store and loads what is made once for a world and kept: keys and secrets.
    ///
    /// - Parameters:
    ///   - integrationTest: where Logto's own tests are let in without a token.
    ///   - statusKey: for whom `/api/status` says which tenant it is.
    /// - Throws: the database's errors; nothing is half seeded.
    package init(
        config: Config, listening: Origins, store: Store, clock: AdjustableTime, entropy: Entropy, outbound: Outbound,
        integrationTest: IntegrationTest? = nil, statusKey: String? = nil
    ) async throws {
        let hashes = try await PasswordHashes(config, store: store, entropy: entropy).all()
        let seed = Seed(config, passwordHashes: hashes, entropy: entropy)
        let origins = config.origins(listening: listening)
        let webhooks = WebhookDelivery(
            store: store, time: clock.source, outbound: outbound, switches: config.patreon.switches)
        let patreonWork = PatreonWork(
            store: store, time: clock.source, entropy: entropy, origins: origins, delivery: webhooks)
        let lay: @Sendable (Transaction) throws -> Void = { db in
            try seed.apply(in: db, at: clock.now)
            try db.lay(builtInApplications: integrationTest != nil, at: origins, clock.now)
            try patreonWork.begin(in: db)
        }
        let (keys, cookieKeys) = try await store.transaction { db in
            try lay(db)
            return (
                try KeyRing.load(from: db, kind: config.logto.oidc.signingKey, time: clock.source),
                try CookieKeys.load(from: db, entropy: entropy, at: clock.now)
            )
        }
        self.config = config
        self.origins = origins
        self.webhooks = webhooks
        self.patreonWork = patreonWork
        self.hooks = HookDelivery(store: store, time: clock.source, entropy: entropy, outbound: outbound)
        self.listening = listening
        self.store = store
        self.clock = clock
        self.entropy = entropy
        self.keys = keys
        self.cookieKeys = cookieKeys
        self.pages = Pages()
        self.outbound = outbound
        self.integrationTest = integrationTest
        self.statusKey = statusKey
        self.lay = lay
    }

    @Sendable private func rotateKeys(
        to kind: SigningKeyKind?, gracePeriod: Int64
    ) async throws -> [SigningKeyRecord]? {
        do {
            return try await self.keys.rotate(to: kind, gracePeriod: gracePeriod, in: self.store)
        } catch is LogtoError {
            return nil
        }
    }

    /// Forgets what was made at run time, was asked and is armed: the world is what its configuration declares. Keys stay.
    package func reset() async throws {
        try await self.store.transaction { db in
            try db.deleteEverythingButKeys()
            try self.lay(db)
        }
        self.recorder.forget()
        self.faults.disarmAll()
    }
}

extension World {
    /// What answers on Logto's origin.
    package func logtoRouter() -> Router<WebContext> {
        let router = Router(context: WebContext.self, options: [.caseInsensitive, .autoGenerateHeadEndpoints])
        let time = self.clock.source
        let cookies = SignedCookies(keys: self.cookieKeys, isSecure: self.origins.logto.hasPrefix("https:"))
        let experience = ExperienceRoutes(
            ExperienceParts(
                store: self.store, time: time, entropy: self.entropy, origins: self.origins, cookies: cookies,
                pages: self.pages, outbound: self.outbound, statusKey: self.statusKey,
                breachedPasswords: self.breachedPasswords))
        router.add(middleware: EmulatorMark(surface: "logto"))
        router.add(middleware: LogtoRequestID { self.entropy.string(16, of: .urlSafe) })
        router.add(middleware: Compression())
        let faults = LogtoFaults(store: self.store, time: time)
        self.inspect(.logto, on: router, who: faults.who, words: faults.words)
        router.add(
            middleware: Auditing(store: self.store, time: time, entropy: self.entropy, hooks: self.hooks))
        router.add(
            middleware: UnknownRoutes([
                ("/oidc", OIDCRoutes.unknown),
                // A path that no router of Logto's knows is answered by its web framework (spec
                // `logto-management-api.md` §1.2).
                ("/api", { request, _ in APICORS.notFound(request) }),
                ("", experience.unknown),
            ]))
        if let integrationTest {
            router.add(middleware: MessageFiles(integrationTest.messageFolder, store: self.store))
        }
        ManagementRoutes(self.managementParts { experience.operations }).mount(on: router)
        OIDCRoutes(
            OIDCProvider(
                store: self.store, time: time, entropy: self.entropy, origins: self.origins, keys: self.keys,
                cookies: cookies, pages: self.pages, outbound: self.outbound)
        ).mount(on: router)
        experience.mount(on: router)
        return router
    }

    private var breachedPasswords: BreachedPasswords { self.integrationTest == nil ? .common : .ofTests }

    private func managementParts(
        neighbours: @escaping @Sendable () -> [APIOperation]
    ) -> ManagementParts {
        ManagementParts(
            store: self.store, time: self.clock.source, entropy: self.entropy, origins: self.origins, keys: self.keys,
            cookieKeys: self.cookieKeys, outbound: self.outbound, isIntegrationTest: self.integrationTest != nil,
            breachedPasswords: self.breachedPasswords, neighbours: neighbours)
    }

    /// What answers on Patreon's origin.
    package func patreonRouter() -> Router<WebContext> {
        let router = Router(context: WebContext.self)
        router.add(middleware: EmulatorMark(surface: "patreon"))
        let faults = PatreonFaults(self.patreonParts)
        self.inspect(.patreon, on: router, who: faults.who, words: faults.words)
        PatreonRoutes(self.patreonParts, delivery: self.webhooks).mount(on: router)
        router.addRoutes(StylesheetEndpoint().routes)
        return router
    }

    /// Has an origin watched, and failures strike it.
    private func inspect(
        _ surface: Surface, on router: Router<WebContext>,
        who: @escaping @Sendable (Credentials) async throws -> Caller,
        words: @escaping @Sendable (FaultName, Request) -> Response?
    ) {
        router.add(middleware: Recording(surface, recorder: self.recorder, time: self.clock.source))
        router.add(
            middleware: Faulting(
                surface, faults: self.faults, rest: self.outbound.rest(milliseconds:), who: who, words: words))
    }

    /// Does what Patreon does without being asked: charges members when a month begins, and calls webhooks.
    package func work(_ logger: Logger) async throws {
        try await self.patreonWork.run(logger)
    }

    /// Waits for the calls of Logto's webhooks that are under way.
    package func settleHooks() async { await self.hooks.settle() }

    private var patreonParts: PatreonParts {
        PatreonParts(
            store: self.store, time: self.clock.source, entropy: self.entropy, origins: self.origins,
            switches: self.config.patreon.switches, pages: self.pages, outbound: self.outbound)
    }

    /// What answers on the console's origin.
    package func consoleRouter() -> Router<WebContext> {
        let router = Router(context: WebContext.self, options: [.autoGenerateHeadEndpoints])
        router.add(middleware: EmulatorMark(surface: "console"))
        ConsoleRoutes(
            ConsoleParts(
                store: self.store, clock: self.clock, entropy: self.entropy, origins: self.origins,
                listening: self.listening, startedAt: self.startedAt, pages: self.pages, recorder: self.recorder,
                faults: self.faults, reset: self.reset, rotateKeys: self.rotateKeys)
        ).mount(on: router)
        if self.integrationTest != nil {
            AdminTenantRoutes(self.managementParts { [] }).mount(on: router)
        }
        PatreonControlRoutes(self.patreonParts, delivery: self.webhooks, work: self.patreonWork).mount(on: router)
        return router
    }
}
