import Core
import HTTPTypes
import Hummingbird
import OAuth
import Storage
import Web

/// `/oauth2/become-patron`: joins a campaign, then goes on to the approval page with the same request
/// (spec `patreon.md` §1.8).
struct BecomePatronEndpoint: Sendable {
    let parts: PatreonParts

    private var life: MembershipLife {
        MembershipLife(entropy: self.parts.entropy, queue: WebhookQueue(origin: self.parts.origins.patreon))
    }

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .serve("oauth2/become-patron", get: self.ask, post: self.join)
    }

    @Sendable private func ask(_ request: Request, context: WebContext) async throws -> Response {
        let parameters = request.queryParameters
        let page = try await self.parts.store.read { db -> JoinPage? in
            let accepted = try db.accepted(AuthorizationRequest(parameters), self.parts.switches)
            guard let campaign = try db.campaign(of: accepted.client) else { return nil }
            return JoinPage(
                campaign, tiers: try db.tiers(of: campaign, atLeast: parameters["min_cents"]),
                accounts: try db.patreonPersonas(), persona: accepted.request.loginHint ?? self.parts.switches.persona,
                parameters: parameters)
        }
        return page?.response(in: self.parts.pages)
            ?? self.problem("The creator of this app has no page that one could join.", status: .notFound)
    }

    @Sendable private func join(_ request: Request, context: WebContext) async throws -> Response {
        let form = try await request.formParameters()
        let now = self.parts.time.now
        let location = try await self.parts.store.transaction { db -> String? in
            let accepted = try db.accepted(AuthorizationRequest(form), self.parts.switches)
            guard let campaign = try db.campaign(of: accepted.client),
                let account = try form[JoinPage.account].flatMap({ try db.patreonAccount(ID($0)) }),
                let tier = try db.tiers(of: campaign, atLeast: form["min_cents"])
                    .first(where: { $0.id.value == form[JoinPage.tier] })
            else { return nil }
            try self.life.take(tier, of: campaign, as: account, in: db, at: now)
            return Self.approvalPage(form, for: account)
        }
        guard let location else {
            return self.problem("Choose one of the tiers and one of the accounts.", status: .badRequest)
        }
        return .redirect(to: location)
    }

    /// The same request, for whoever has just joined.
    private static func approvalPage(_ form: FormParameters, for account: PatreonAccount) -> String {
        let own = [JoinPage.account, JoinPage.tier, "min_cents", "login_hint"]
        let kept = form.pairs.filter { !own.contains($0.name) && !$0.name.hasPrefix("utm_") }
        let pairs = kept.map { ($0.name, $0.value) } + [("login_hint", account.id.value)]
        return "/oauth2/authorize?\(FormURLEncoding.encode(pairs))"
    }

    private func problem(_ words: String, status: HTTPResponse.Status) -> Response {
        MessagePage(tone: .error, paragraphs: [words])
            .response(
                in: PageFrame(surface: .patreon, title: "Nothing was joined"), status: status, pages: self.parts.pages)
    }
}

extension Transaction {
    /// The campaign of the client's owner.
    fileprivate func campaign(of client: PatreonClient) throws -> Campaign? {
        try client.ownerID.flatMap { try self.campaign(of: $0) }
    }

    /// The tiers that one may join: published, with room, and of a minimum amount. Text that is no number asks for none.
    fileprivate func tiers(of campaign: Campaign, atLeast minimum: String?) throws -> [Tier] {
        let minimum = minimum.flatMap { Int64($0) } ?? 0
        return try self.tiers(of: campaign.id).filter { tier in
            guard tier.isPublished, tier.amountCents >= minimum else { return false }
            return try tier.userLimit.map { try self.patronCount(of: tier) < $0 } ?? true
        }
    }
}
