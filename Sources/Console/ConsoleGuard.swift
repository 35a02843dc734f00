import Core
import HTTPTypes
import Hummingbird
import Web

/// Lets only those in who mean the console: a page elsewhere that has its own name resolve to this machine is turned
/// away by the `Host` it sends (DNS rebinding), and one that posts here by its `Origin`.
struct ConsoleGuard: RouterMiddleware {
    private let hosts: Set<String>
    private let origins: Set<String>

    /// - Parameter origins: the console's own.
    init(origins: [String]) {
        var all = Set(origins)
        for origin in origins where origin.contains("://localhost") {
            // A loopback address has no name that others could take.
            for host in ["127.0.0.1", "[::1]"] { all.insert(origin.replacing("://localhost", with: "://\(host)")) }
        }
        self.origins = all
        self.hosts = Set(all.map { origin in String(origin.split(separator: "/").last ?? "") })
    }

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        let host = request.head.authority ?? ""
        guard self.hosts.contains(host.lowercased()) else {
            throw ConsoleError(
                .misdirectedRequest,
                "The Host header says \"\(host)\"; the console answers only as \(self.hosts.sorted().joined(separator: ", "))."
            )
        }
        let isSafe = [.get, .head, .options].contains(request.method)
        if !isSafe, let origin = request.headers[.origin], !self.origins.contains(origin) {
            throw ConsoleError(
                .forbidden,
                "The request comes from a page of \(origin); only the console's own pages may change things.")
        }
        return try await next(request, context)
    }
}
