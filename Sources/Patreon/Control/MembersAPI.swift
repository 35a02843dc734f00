import Core
import HTTPTypes
import Hummingbird
import Storage
import Web

/// `/control/patreon/members`: a membership's life, a request an event (spec `patreon.md` §4.5, §5.1). What happens is in
/// the API's answers at once, and on its way to the campaign's webhooks.
struct MembersAPI: Sendable {
    let parts: PatreonParts
    let life: MembershipLife

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .get("control/patreon/members", use: self.list)
            .post("control/patreon/members", use: self.join)
            .get("control/patreon/members/{id}", use: self.show)
            .patch("control/patreon/members/{id}", use: self.edit)
            .delete("control/patreon/members/{id}", use: self.delete)
            .post("control/patreon/members/{id}/change-tier", use: self.changeTier)
            .post("control/patreon/members/{id}/charge", use: self.charge)
            .post("control/patreon/members/{id}/decline", use: self.decline)
            .post("control/patreon/members/{id}/refund", use: self.refund)
            .post("control/patreon/members/{id}/leave", use: self.leave)
    }

    // MARK: looking

    @Sendable private func list(_ request: Request, context: WebContext) async throws -> Response {
        let query = request.queryParameters
        let members = try await self.parts.store.read { db in
            let campaigns = try db.campaigns().filter { query["campaign"] == nil || $0.id.value == query["campaign"] }
            return try campaigns.flatMap { try db.members(of: $0.id) }
                .filter { query["account"] == nil || $0.accountID.value == query["account"] }
                .map { try $0.controlJSON(in: db) }
        }
        return .json(.array(members))
    }

    @Sendable private func show(_ request: Request, context: WebContext) async throws -> Response {
        .json(try await self.parts.store.read { db in try db.controlledMember(context).controlJSON(in: db) })
    }

    // MARK: changing

    @Sendable private func join(_ request: Request, context: WebContext) async throws -> Response {
        var object = try await ControlObject(request)
        let accountID = object.required(object.string("account"), "account")
        let campaignID = object.string("campaign")
        let tierID = object.string("tier")
        var joining = MembershipRules.Joining()
        joining.amount = object.int("amountCents", in: 0...100_000_000)
        joining.cadence = object.int("cadence", in: 1...12) ?? 1
        if ![1, 12].contains(joining.cadence) { object.note("cadence must be 1 (monthly) or 12 (yearly)") }
        joining.isGifted = object.bool("isGifted") ?? false
        joining.isFreeTrial = object.bool("isFreeTrial") ?? false
        joining.isDeclined = object.bool("isDeclined") ?? false
        try object.finish()
        let wished = joining
        return try await self.change(.created) { db, now in
            let account = try db.patreonAccount(ID(accountID ?? ""))
            guard let account else { throw HTTPError.unknown("account", accountID ?? "") }
            let campaign = try db.controlledCampaign(campaignID)
            var joining = wished
            joining.tier = try tierID.map { try db.controlledTier($0, of: campaign) }
            return try self.life.join(account, campaign, joining, in: db, at: now)
        }
    }

    /// What is neither paid nor earned: the creator's note, and what a member hides.
    @Sendable private func edit(_ request: Request, context: WebContext) async throws -> Response {
        let object = try await ControlObject(request)
        return try await self.change { db, now in
            var object = object
            var member = try db.controlledMember(context)
            if object.has("note") { member.note = object.string("note") ?? "" }
            member.masksIdentity = object.bool("maskIdentity") ?? member.masksIdentity
            member.hidesEmail = object.bool("hideEmail") ?? member.hidesEmail
            member.pledge.isPaused = object.bool("isPaused") ?? member.pledge.isPaused
            member.pledge.patronPaysFees = object.bool("patronPaysFees") ?? member.pledge.patronPaysFees
            try object.finish()
            member.updatedAt = now
            return try self.life.write(MembershipChange(member: member, triggers: [.memberUpdated]), in: db, at: now)
        }
    }

    @Sendable private func changeTier(_ request: Request, context: WebContext) async throws -> Response {
        var object = try await ControlObject(request)
        let tier = object.required(object.string("tier"), "tier")
        let amount = object.int("amountCents", in: 0...100_000_000)
        try object.finish()
        return try await self.act(.changeTier(to: tier ?? "", amount: amount), context)
    }

    @Sendable private func charge(_ request: Request, context: WebContext) async throws -> Response {
        try await self.act(.charge, request, context)
    }

    @Sendable private func decline(_ request: Request, context: WebContext) async throws -> Response {
        try await self.act(.decline, request, context)
    }

    @Sendable private func refund(_ request: Request, context: WebContext) async throws -> Response {
        var object = try await ControlObject(request, isOptional: true)
        let names = MembershipAction.refunds.map(\.rawValue)
        let status = object.choice("status", of: names).flatMap(ChargeStatus.init)
        let amount = object.int("amountCents", in: 1...100_000_000)
        try object.finish()
        return try await self.act(.refund(as: status ?? .refunded, amount: amount), context)
    }

    @Sendable private func leave(_ request: Request, context: WebContext) async throws -> Response {
        try await self.act(.leave, request, context)
    }

    @Sendable private func delete(_ request: Request, context: WebContext) async throws -> Response {
        try await self.act(.delete, request, context)
    }

    // MARK: what they have in common

    /// Something that needs no words.
    private func act(_ action: MembershipAction, _ request: Request, _ context: WebContext) async throws -> Response {
        try await ControlObject(request, isOptional: true).finish()
        return try await self.act(action, context)
    }

    private func act(_ action: MembershipAction, _ context: WebContext) async throws -> Response {
        try await self.change { db, now in
            try self.life.act(action, on: try db.controlledMember(context), in: db, at: now)
        }
    }

    /// Answers with the member, and with what was told.
    private func change(
        _ status: HTTPResponse.Status = .ok,
        _ body: @escaping @Sendable (Transaction, Instant) throws -> MembershipChange
    ) async throws -> Response {
        let now = self.parts.time.now
        do {
            let json = try await self.parts.store.transaction { db in
                let change = try body(db, now)
                return try change.member.controlJSON(in: db).adding([
                    "isDeleted": .bool(change.isDeletion),
                    "events": .strings(change.triggers.map(\.rawValue)),
                ])
            }
            return .json(json, status: status)
        } catch let refusal as MembershipRefusal {
            throw HTTPError(.conflict, message: "The member \(refusal.message).")
        }
    }
}

extension Member {
    /// With the keys of the configuration.
    fileprivate func controlJSON(in db: Transaction) throws -> JSON {
        [
            "id": .string(self.id.value),
            "campaign": .string(self.campaignID.value),
            "account": .string(self.accountID.value),
            "fullName": .nullable(try db.patreonAccount(self.accountID)?.fullName),
            "patronStatus": .nullable(self.patronStatus?.rawValue),
            "tiers": .strings(self.tierIDs.map(\.value)),
            "currentlyEntitledAmountCents": .int(self.currentlyEntitledAmountCents),
            "willPayAmountCents": .int(self.willPayAmountCents),
            "campaignLifetimeSupportCents": .int(self.lifetimeSupportCents),
            "pledgeCadence": self.pledgeCadence.map(JSON.int) ?? .null,
            "lastChargeDate": .nullable(self.lastChargeDate?.patreonText),
            "lastChargeStatus": .nullable(self.lastChargeStatus?.rawValue),
            "nextChargeDate": .nullable(self.nextChargeDate?.patreonText),
            "isGifted": .bool(self.isGifted),
            "isFreeTrial": .bool(self.isFreeTrial),
            "note": .string(self.note),
            "maskIdentity": .bool(self.masksIdentity),
            "hideEmail": .bool(self.hidesEmail),
            "isPaused": .bool(self.pledge.isPaused),
            "patronPaysFees": .bool(self.pledge.patronPaysFees),
            "pledgeHistory": .array(try db.pledgeEvents(of: self.id).map(\.controlJSON)),
        ]
    }
}

extension PledgeEvent {
    fileprivate var controlJSON: JSON {
        [
            "type": .string(self.kind.rawValue),
            "date": .string(self.date.patreonText),
            "amountCents": .int(self.amountCents),
            "paymentStatus": .nullable(self.paymentStatus?.rawValue),
            "tier": .nullable(self.tierID?.value),
        ]
    }
}

extension Transaction {
    /// The member that a path names.
    fileprivate func controlledMember(_ context: WebContext) throws -> Member {
        let id = context.parameters.get("id") ?? ""
        guard let member = try self.member(ID<Member>(id)) else { throw HTTPError.unknown("member", id) }
        return member
    }
}
