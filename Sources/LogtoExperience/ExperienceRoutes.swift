import Core
import HTTPTypes
import Hummingbird
import Logto
import Storage
import Web

/// The parts of a world that the sign-in pages work with.
package struct ExperienceParts: Sendable {
    package let store: Store
    package let time: TimeSource
    package let entropy: Entropy
    package let origins: Origins
    package let cookies: SignedCookies
    package let pages: Pages
    package let outbound: Outbound
    /// For whom `/api/status` says which tenant it is.
    package let statusKey: String?
    package let breachedPasswords: BreachedPasswords

    package init(
        store: Store, time: TimeSource, entropy: Entropy, origins: Origins, cookies: SignedCookies, pages: Pages,
        outbound: Outbound, statusKey: String?, breachedPasswords: BreachedPasswords
    ) {
        self.store = store
        self.time = time
        self.entropy = entropy
        self.origins = origins
        self.cookies = cookies
        self.pages = pages
        self.outbound = outbound
        self.statusKey = statusKey
        self.breachedPasswords = breachedPasswords
    }
}

/// Logto's sign-in pages: what a person sees between the application and the code (spec `logto-oidc.md` §7, §9, §19).
package struct ExperienceRoutes: Sendable {
    private let parts: ExperienceParts

    package init(_ parts: ExperienceParts) {
        self.parts = parts
    }

    package func mount(on router: Router<WebContext>) {
        let parts = self.parts
        router.group()
            .add(middleware: ExperienceErrors(parts: parts))
            .addRoutes(SignInPage(parts: parts).routes)
            .addRoutes(SignInPasswordPage(parts: parts).routes)
            .addRoutes(RegisterPage(parts: parts).routes)
            .addRoutes(RegisterPasswordPage(parts: parts).routes)
            .addRoutes(ContinuePage(parts: parts).routes)
            .addRoutes(MFAVerificationPage(parts: parts).routes)
            .addRoutes(MFAOnboardingPage(parts: parts).routes)
            .addRoutes(MFABindingPage(parts: parts).routes)
            .addRoutes(VerificationCodePage(parts: parts).routes)
            .addRoutes(ForgotPasswordPage(parts: parts).routes)
            .addRoutes(ResetPasswordPage(parts: parts).routes)
            .addRoutes(DirectSignInPage(parts: parts).routes)
            .addRoutes(OneTimeTokenPage(parts: parts).routes)
            .addRoutes(SocialStep(parts: parts).routes)
            .addRoutes(CallbackPage(parts: parts).routes)
            .addRoutes(SocialLinkPage(parts: parts).routes)
            .addRoutes(ConsentPage(parts: parts).routes)
            .addRoutes(DevicePage(parts: parts).routes)
            .addRoutes(UnknownSessionPage(parts: parts).routes)
            .addRoutes(AccountSuspendedPage(parts: parts).routes)
            .addRoutes(StylesheetEndpoint().routes)
        router.group()
            .add(middleware: SecurityHeaders())
            .add(middleware: LogtoErrors())
            .addRoutes(FormPostBridge().routes)
        let api = router.group("api")
            .add(middleware: SecurityHeaders())
            .add(middleware: ETags())
            .add(middleware: APICORS())
            .add(middleware: LogtoErrors())
        for route in self.table {
            let path = String(route.operation.path.dropFirst())
            api.on(RouterPath(path), method: route.operation.method) { request, context in
                try await route.respond(to: request, context, parts)
            }
        }
        router.add(middleware: OtherMethods(of: router, under: "/api/"))
    }

    /// What there is under `/api`.
    package var operations: [APIOperation] { self.table.map(\.operation) }

    private var table: [ExperienceRoute] {
        let parts = self.parts
        return [
            [self.status], ExperienceAPI(parts: parts).routes, ProfileAPI(parts: parts).routes,
            MFABindingAPI(parts: parts).routes, MFAVerificationAPI(parts: parts).routes,
            PasswordVerificationAPI(parts: parts).routes, SocialVerificationAPI(parts: parts).routes,
            CodeVerificationAPI(parts: parts).routes, OneTimeTokenAPI(parts: parts).routes,
            ConsentAPI(parts: parts).routes, WellKnownAPI(parts: parts).routes,
        ].flatMap(\.self)
    }

    /// Whoever waits for Logto to be up asks this (spec `logto-oidc.md` §1.1, `logto-management-api.md` §4.8).
    private var status: ExperienceRoute {
        let operation = APIOperation(
            .get, "/status", "Ask whether Logto is there", for: .everybody, status: .noContent)
        return ExperienceRoute(operation) { request in
            var response = Response(status: .noContent)
            if let key = self.parts.statusKey, request.headers[.statusKey] == key {
                response.headers[.tenantID] = "default"
            }
            return response
        }
    }

    /// The page for every other address: Logto serves its single page for it, with 200 (§1.1), unless it is one that takes
    /// a sign-in (§7.3).
    package func unknown(_ request: Request, _ context: WebContext) async throws -> Response {
        try await ExperienceErrors(parts: self.parts).handle(request, context: context) { request, _ in
            if SessionGuard.covers(request) { _ = try await self.parts.current(request) }
            return try await self.parts.plainPage(for: request, PlainPage.notFound)
        }
    }
}

extension HTTPField.Name {
    fileprivate static let statusKey = HTTPField.Name.wellFormed("logto-status-api-key")
    fileprivate static let tenantID = HTTPField.Name.wellFormed("logto-tenant-id")
}
