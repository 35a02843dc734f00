import Core
import HTTPTypes
import Hummingbird
import Storage
import Web

/// `/console/memberships`: every campaign's members, and buttons for what can happen to them. The console's middleware
/// keeps other sites' forms out.
struct MembershipsPage: Sendable {
    static let path = "/console/memberships"

    let parts: PatreonParts
    let life: MembershipLife
    let work: PatreonWork

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .get("console/memberships", use: self.show)
            .post("console/memberships", use: self.join)
            .post("console/memberships/run", use: self.run)
            .post("console/memberships/{id}", use: self.act)
    }

    // MARK: looking

    /// The model of the template `console-memberships`.
    private struct Model: Encodable, Sendable {
        let now: String
        let notice: String?
        let problem: String?
        let campaigns: [MembershipTable]
        let runs: [String]
    }

    @Sendable private func show(_ request: Request, context: WebContext) async throws -> Response {
        let query = request.queryParameters
        return try await self.page(open: query["member"], notice: query["done"] == nil ? nil : "Done.")
    }

    private func page(open: String? = nil, notice: String? = nil, problem: String? = nil) async throws -> Response {
        let now = self.parts.time.now
        let model = try await self.parts.store.read { db in
            let accounts = try db.patreonAccounts()
            return Model(
                now: now.httpDate, notice: notice, problem: problem,
                campaigns: try db.campaigns().map { try MembershipTable($0, accounts: accounts, open: open, in: db) },
                runs: try db.chargeRuns(limit: 13).filter { $0.paid + $0.declined > 0 }.map { run in
                    "\(run.day.httpDate): \(run.paid) paid, \(run.declined) declined"
                })
        }
        return self.parts.pages.response(
            "console-memberships", model, in: PageFrame(surface: .console, title: "Memberships at Patreon"),
            status: problem == nil ? .ok : .conflict)
    }

    // MARK: changing

    @Sendable private func join(_ request: Request, context: WebContext) async throws -> Response {
        let form = try await request.formParameters()
        let now = self.parts.time.now
        return try await self.change { db in
            let campaign = try db.controlledCampaign(form["campaign"])
            guard let account = try db.patreonAccount(ID(form["account"] ?? "")) else {
                throw HTTPError.unknown("account", form["account"] ?? "")
            }
            var joining = MembershipRules.Joining()
            joining.tier = try form["tier"].map { try db.controlledTier($0, of: campaign) }
            joining.cadence = form["cadence"] == "12" ? 12 : 1
            joining.isGifted = form["kind"] == "gift"
            joining.isFreeTrial = form["kind"] == "trial"
            return try self.life.join(account, campaign, joining, in: db, at: now)
        }
    }

    @Sendable private func act(_ request: Request, context: WebContext) async throws -> Response {
        let form = try await request.formParameters()
        let action: MembershipAction =
            switch form["action"] {
            case "change-tier": .changeTier(to: form["tier"] ?? "", amount: nil)
            case "charge": .charge
            case "decline": .decline
            case "refund": .refund(as: ChargeStatus(rawValue: form["status"] ?? "") ?? .refunded, amount: nil)
            case "leave": .leave
            case "delete": .delete
            default: throw HTTPError(.badRequest, message: "The form names no action.")
            }
        let id = context.parameters.get("id") ?? ""
        let now = self.parts.time.now
        return try await self.change { db in
            guard let member = try db.member(ID<Member>(id)) else { throw HTTPError.unknown("member", id) }
            return try self.life.act(action, on: member, in: db, at: now)
        }
    }

    private func change(_ body: @escaping @Sendable (Transaction) throws -> MembershipChange) async throws -> Response {
        do {
            let member = try await self.parts.store.transaction(body).member.id
            return .redirect(to: "\(Self.path)?done=yes&member=\(member)#member-\(member)")
        } catch let refusal as MembershipRefusal {
            return try await self.page(problem: "The member \(refusal.message).")
        }
    }

    @Sendable private func run(_ request: Request, context: WebContext) async throws -> Response {
        try await self.work.run(context.logger)
        return .redirect(to: "\(Self.path)?done=yes")
    }
}

/// A campaign and its members, as the page shows them.
struct MembershipTable: Encodable, Sendable {
    let id: String
    let name: String
    let counts: String
    let tiers: [PortalOption]
    /// Who may join.
    let accounts: [PortalOption]
    let members: [Entry]

    /// More would make the page slow to read.
    private static let shown = 200

    struct Entry: Encodable, Sendable {
        let id: String
        let isOpen: Bool
        let name: String
        let about: String
        let status: String
        let tone: String
        let nextCharge: String
        let support: String
        let history: [String]
        let tiers: [PortalOption]
        let pays: Bool
        let refunds: [String]
    }

    init(_ campaign: Campaign, accounts: [PatreonAccount], open: String?, in db: Transaction) throws {
        let tiers = try db.tiers(of: campaign.id)
        let members = try db.members(of: campaign.id)
        let patrons = try db.patronCount(of: campaign.id)
        self.id = campaign.id.value
        self.name = campaign.name
        self.counts = "Members: \(members.count), active patrons: \(patrons)"
        self.tiers = tiers.map { PortalOption(value: $0.id.value, text: $0.priced(campaign), isSelected: false) }
        let taken = Set(members.filter { $0.patronStatus == .active || $0.patronStatus == .declined }.map(\.accountID))
        self.accounts = PortalOption.all(
            accounts.filter { !taken.contains($0.id) && $0.id != campaign.ownerID }, selected: nil)
        self.members = try members.prefix(Self.shown).map { member in
            let name = accounts.first { $0.id == member.accountID }?.displayName ?? member.accountID.value
            return try Entry(
                member, name: name, campaign: campaign, tiers: tiers, isOpen: open == member.id.value, in: db)
        }
    }
}

extension MembershipTable.Entry {
    fileprivate init(
        _ member: Member, name: String, campaign: Campaign, tiers: [Tier], isOpen: Bool, in db: Transaction
    ) throws {
        self.id = member.id.value
        self.isOpen = isOpen
        self.name = name
        let titles = tiers.filter { member.tierIDs.contains($0.id) }.map { $0.priced(campaign) }
        let kind =
            member.isGifted ? "gifted" : member.isFreeTrial ? "free trial" : member.pledgeCadence == 12 ? "yearly" : nil
        self.about = ([titles.isEmpty ? "No tier" : titles.joined(separator: ", "), kind].compactMap { $0 })
            .joined(separator: " · ")
        self.status = [member.patronStatus?.rawValue ?? "free", member.lastChargeStatus?.rawValue]
            .compactMap { $0 }.joined(separator: ", ")
        self.tone = member.patronStatus == .declined ? "warning" : "ok"
        self.nextCharge = member.nextChargeDate?.httpDate ?? "none"
        self.support = campaign.money(member.lifetimeSupportCents)
        self.history = try db.pledgeEvents(of: member.id).reversed().map { event in
            let status = event.paymentStatus.map { ", \($0.rawValue)" } ?? ""
            return "\(event.date.httpDate): \(event.kind.rawValue), \(campaign.money(event.amountCents))\(status)"
        }
        self.tiers = tiers.filter { $0.amountCents > 0 }.map {
            PortalOption(value: $0.id.value, text: $0.priced(campaign), isSelected: member.tierIDs.contains($0.id))
        }
        self.pays = member.willPayAmountCents > 0
        self.refunds = member.lifetimeSupportCents > 0 ? MembershipAction.refunds.map(\.rawValue) : []
    }
}

extension Tier {
    fileprivate func priced(_ campaign: Campaign) -> String { "\(self.title) (\(campaign.money(self.amountCents)))" }
}

extension Campaign {
    fileprivate func money(_ cents: Int64) -> String {
        let rest = String(cents % 100)
        return "\(cents / 100).\(rest.count == 1 ? "0\(rest)" : rest) \(self.currency)"
    }
}
