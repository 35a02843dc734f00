import Core
import GRDB

/// In which order a list of Patreon's is paged.
package enum ListOrder: String, Sendable {
    /// In which things came into the database.
    case number
    case created
    case createdDescending = "-created"
    case updated
    case updatedDescending = "-updated"

    package var isDescending: Bool { self == .createdDescending || self == .updatedDescending }
}

/// A place in a list, behind which the next page begins. What is inserted in the meantime does not move it.
package struct ListPosition: Equatable, Sendable {
    package let key: Int64
    package let number: Int64

    package init(key: Int64, number: Int64) {
        self.key = key
        self.number = number
    }
}

/// One page of a list.
package struct ListSlice<Element> {
    package var elements: [Element]
    /// Of the last element; `nil` where nothing follows it.
    package var last: ListPosition?
}

extension Transaction {
    package func members(
        of campaign: ID<Campaign>, in order: ListOrder, after position: ListPosition?, limit: Int
    ) throws -> ListSlice<Member> {
        try self.slice("patreon_members", "campaign_id = \(campaign)", order, position, limit).map(self.member(from:))
    }

    /// Only who pays, for the first version of the API; its rule is ``Member/isPledge``.
    package func pledges(
        of campaign: ID<Campaign>, in order: ListOrder, after position: ListPosition?, limit: Int
    ) throws -> ListSlice<Member> {
        try self.slice("patreon_members", Self.isPledge(of: campaign), order, position, limit)
            .map(self.member(from:))
    }

    package func pledgeCount(of campaign: ID<Campaign>) throws -> Int64 {
        try self.row("select count(*) as count from patreon_members where \(Self.isPledge(of: campaign))")?[
            "count"] ?? 0
    }

    package func pledgeSum(of campaign: ID<Campaign>) throws -> Int64 {
        try self.row(
            """
            select sum(will_pay_amount_cents) as sum from patreon_members
            where \(Self.isPledge(of: campaign))
            """)?["sum"] ?? 0
    }

    package func posts(
        of campaign: ID<Campaign>, in order: ListOrder, after position: ListPosition?, limit: Int
    ) throws -> ListSlice<Post> {
        try self.slice("patreon_posts", "campaign_id = \(campaign)", order, position, limit).map(self.post(from:))
    }

    private static func isPledge(of campaign: ID<Campaign>) -> SQL {
        """
        campaign_id = \(campaign) and patron_status in ('active_patron', 'declined_patron') and not is_gifted
            and not is_free_trial and will_pay_amount_cents > 0
        """
    }

    /// - Parameter table: one with a `number`, and times of creation.
    private func slice(
        _ table: String, _ condition: SQL, _ order: ListOrder, _ position: ListPosition?,
        _ limit: Int
    ) throws -> ListSlice<Row> {
        let key = order.key(of: table)
        let direction = order.isDescending ? "desc" : "asc"
        let end = order.isDescending ? Int64.max : .min
        let start = position ?? ListPosition(key: end, number: end)
        let comparison = order.isDescending ? "<" : ">"
        let rows = try self.rows(
            """
            select *, \(sql: key) as list_key from \(sql: table)
            where \(condition) and (\(sql: key), number) \(sql: comparison) (\(start.key), \(start.number))
            order by \(sql: key) \(sql: direction), number \(sql: direction) limit \(limit + 1)
            """)
        let page = Array(rows.prefix(limit))
        let last = rows.count > limit ? page.last : nil
        return ListSlice(
            elements: page, last: last.map { ListPosition(key: $0["list_key"], number: $0["number"]) })
    }
}

extension ListOrder {
    fileprivate func key(of table: String) -> String {
        switch self {
        case .number: "number"
        case .created, .createdDescending:
            table == "patreon_posts" ? "coalesce(published_at, created_at)" : "created_at"
        case .updated, .updatedDescending: table == "patreon_posts" ? "created_at" : "updated_at"
        }
    }
}

extension ListSlice {
    func map<Other>(_ transform: (Element) throws -> Other) rethrows -> ListSlice<Other> {
        ListSlice<Other>(elements: try self.elements.map(transform), last: self.last)
    }
}
