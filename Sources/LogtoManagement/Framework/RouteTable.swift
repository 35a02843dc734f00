import Foundation
import HTTPTypes

/// Finds a request's route as Logto's router does: in the order of the table, letter case and one slash at the end not
/// counting (spec `logto-management-api.md` §1.2).
struct RouteTable: Sendable {
    let routes: [Route]
    private let entries: [Entry]

    private struct Entry: Sendable {
        let segments: [Segment]
        let route: Route
    }

    private enum Segment: Sendable {
        case text(String)
        case name(String)

        init(_ text: Substring) {
            self = text.hasPrefix(":") ? .name(String(text.dropFirst())) : .text(text.lowercased())
        }
    }

    init(_ routes: [Route]) {
        self.routes = routes
        self.entries = routes.map { route in
            Entry(segments: route.path.split(separator: "/").map(Segment.init), route: route)
        }
    }

    enum Match: Sendable {
        case route(Route, parameters: [String: String])
        /// There is such a path, but not for this method.
        case methods([HTTPRequest.Method])

        var isForUsers: Bool {
            if case .route(let route, _) = self, case .account = route.handler { true } else { false }
        }
    }

    /// - Parameter path: what follows `/api`, still percent-encoded.
    /// - Returns: `nil` for an unknown path.
    func match(_ method: HTTPRequest.Method, _ path: Substring) -> Match? {
        let path = path.hasSuffix("/") ? path.dropLast() : path
        guard path.hasPrefix("/") else { return nil }
        let segments = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        let method = method == .head ? .get : method
        var methods: [HTTPRequest.Method] = []
        for entry in self.entries {
            guard let parameters = Self.parameters(of: segments, in: entry.segments) else { continue }
            if entry.route.method == method { return .route(entry.route, parameters: parameters) }
            if entry.route.method == .get, !methods.contains(.head) { methods.append(.head) }
            if !methods.contains(entry.route.method) { methods.append(entry.route.method) }
        }
        return methods.isEmpty ? nil : .methods(methods)
    }

    private static func parameters(of segments: [Substring], in pattern: [Segment]) -> [String: String]? {
        guard segments.count == pattern.count else { return nil }
        var parameters: [String: String] = [:]
        for (segment, expected) in zip(segments, pattern) {
            switch expected {
            case .text(let text):
                guard segment.lowercased() == text else { return nil }
            case .name(let name):
                guard !segment.isEmpty else { return nil }
                parameters[name] = segment.removingPercentEncoding ?? String(segment)
            }
        }
        return parameters
    }
}
