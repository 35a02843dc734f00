import Core
import Storage

extension V2Resources {
    /// §4.7
    func post(_ post: Post) -> JSONAPIResource {
        JSONAPIResource(
            type: "post", id: post.id.value, attributes: try self.attributes(of: post),
            related: [
                "campaign": { .one(try self.db.campaign(post.campaignID).map(self.campaign)) },
                "user": { .one(try self.db.campaign(post.campaignID).flatMap { try self.user($0.ownerID) }) },
            ])
    }

    private func attributes(of post: Post) throws -> [String: JSON] {
        let vanity = try self.db.campaign(post.campaignID)?.vanity
        return [
            "app_id": .nullable(post.appID),
            "app_status": .nullable(post.appStatus),
            "content": .nullable(post.content),
            "embed_data": post.embedData ?? .null,
            "embed_url": .nullable(post.embedURL),
            "is_paid": .nullable(post.isPaid),
            "is_public": .nullable(post.isPublic),
            "published_at": .time(post.publishedAt),
            // Strings or numbers is not known; the third-party typings say strings.
            "tiers": .strings(post.tierIDs.map(\.value)),
            "title": .nullable(post.title),
            "url": .string(Self.path(of: post, vanity: vanity)),
        ]
    }

    /// Relative, as in a live answer of 2026, although the documentation calls it a URL.
    private static func path(of post: Post, vanity: String?) -> String {
        let words = (post.title ?? "").lowercased().utf8
            .split {
                !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                    && !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
            }
            .map { String(Substring($0)) }
        let slug = (words + [post.id.value]).joined(separator: "-")
        return vanity.map { "/\(PercentEncoding.component($0))/posts/\(slug)" } ?? "/posts/\(slug)"
    }
}
