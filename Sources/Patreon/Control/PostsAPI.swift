import Core
import HTTPTypes
import Hummingbird
import Storage
import Web

/// `/control/patreon/posts`: publishes, edits and deletes posts, and has it told (spec `patreon.md` §4.7, §5.1).
struct PostsAPI: Sendable {
    let parts: PatreonParts
    let queue: WebhookQueue

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .post("control/patreon/posts", use: self.publish)
            .patch("control/patreon/posts/{id}", use: self.edit)
            .delete("control/patreon/posts/{id}", use: self.delete)
    }

    @Sendable private func publish(_ request: Request, context: WebContext) async throws -> Response {
        let object = try await ControlObject(request)
        let now = self.parts.time.now
        let id = ID<Post>(self.parts.entropy.string(9, of: Entropy.Alphabet("123456789")))
        let json = try await self.parts.store.transaction { db in
            var object = object
            let campaign = try db.controlledCampaign(object.string("campaign"))
            var post = Post(id: id, campaignID: campaign.id, title: nil, createdAt: now)
            post.isPublic = true
            post.isPaid = false
            try object.read(&post, tiers: try db.tiers(of: campaign.id))
            post.publishedAt = now
            try db.put(post)
            try self.queue.tell(.postPublished, .post(post), in: db, at: now)
            return post.controlJSON
        }
        return .json(json, status: .created)
    }

    @Sendable private func edit(_ request: Request, context: WebContext) async throws -> Response {
        let object = try await ControlObject(request)
        let now = self.parts.time.now
        let json = try await self.parts.store.transaction { db in
            var object = object
            var post = try db.controlledPost(context)
            try object.read(&post, tiers: try db.tiers(of: post.campaignID))
            try db.put(post)
            try self.queue.tell(.postUpdated, .post(post), in: db, at: now)
            return post.controlJSON
        }
        return .json(json)
    }

    @Sendable private func delete(_ request: Request, context: WebContext) async throws -> Response {
        let now = self.parts.time.now
        try await self.parts.store.transaction { db in
            let post = try db.controlledPost(context)
            try self.queue.tell(.postDeleted, .post(post), in: db, at: now)
            try db.delete(post)
        }
        return Response(status: .noContent)
    }
}

extension ControlObject {
    fileprivate mutating func read(_ post: inout Post, tiers: [Tier]) throws {
        if self.has("title") { post.title = self.string("title") }
        if self.has("content") { post.content = self.string("content") }
        if let isPublic = self.bool("isPublic") { post.isPublic = isPublic }
        if let isPaid = self.bool("isPaid") { post.isPaid = isPaid }
        if let ids = self.strings("tiers") {
            for id in ids where !tiers.contains(where: { $0.id.value == id }) {
                self.note("tiers names \(id), which is no tier of the campaign")
            }
            post.tierIDs = ids.map { ID($0) }
        }
        try self.finish()
    }
}

extension Post {
    fileprivate var controlJSON: JSON {
        [
            "id": .string(self.id.value),
            "campaign": .string(self.campaignID.value),
            "title": .nullable(self.title),
            "content": .nullable(self.content),
            "isPublic": self.isPublic.map(JSON.bool) ?? .null,
            "isPaid": self.isPaid.map(JSON.bool) ?? .null,
            "tiers": .strings(self.tierIDs.map(\.value)),
            "publishedAt": .nullable(self.publishedAt?.patreonText),
        ]
    }
}

extension Transaction {
    fileprivate func controlledPost(_ context: WebContext) throws -> Post {
        let id = context.parameters.get("id") ?? ""
        guard let post = try self.post(ID<Post>(id)) else { throw HTTPError.unknown("post", id) }
        return post
    }
}
