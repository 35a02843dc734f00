import Core
import Hummingbird
import Logto
import Storage
import Web

/// `/device`: takes the code that a device shows, or has one confirmed that was in the address; and `/device/success`,
/// where that ends (spec `logto-oidc.md` §16, §19.1). The form goes to the provider itself.
struct DevicePage: Sendable {
    let parts: ExperienceParts

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .get("device", use: self.show)
            .get("device/success", use: self.succeed)
    }

    /// The model of the template `device`.
    private struct Model: Encodable, Sendable {
        let description: String
        let action: String
        let xsrf: String
        let label: String
        let userCode: String
        let error: String?
        let submit: String
        let cancel: String?
    }

    @Sendable private func show(_ request: Request, _ context: WebContext) async throws -> Response {
        // Only the provider can make a form that it will take.
        guard let xsrf = DeviceCookie(self.parts.cookies).xsrf(in: request) else {
            return .redirect(to: "/oidc/device" + (request.uri.query.map { "?\($0)" } ?? ""), status: .found)
        }
        let experience = try await self.parts.store.read { try $0.signInExperience() }
        let address = DevicePageAddress(request.queryParameters)
        let texts = self.texts(for: request, address, experience)
        // What went wrong with the last code does not concern one that is to be confirmed.
        let error = address.userCode == nil ? address.error.map(texts.deviceError) : nil
        let model = Model(
            description: error == nil ? texts.deviceDescription : texts.deviceErrorDescription,
            action: address.endpoint, xsrf: xsrf, label: texts.deviceCode,
            userCode: (address.userCode ?? address.inputCode ?? "").uppercased(), error: error,
            submit: texts.continue, cancel: address.userCode == nil ? nil : texts.cancel)
        return self.parts.pages.response(
            "device", model, in: self.frame(texts.deviceTitle, texts, experience))
    }

    @Sendable private func succeed(_ request: Request, _ context: WebContext) async throws -> Response {
        let experience = try await self.parts.store.read { try $0.signInExperience() }
        let texts = self.texts(for: request, DevicePageAddress(request.queryParameters), experience)
        return MessagePage(tone: .success, paragraphs: [texts.deviceSuccessDescription]).response(
            in: self.frame(texts.deviceSuccess, texts, experience), pages: self.parts.pages)
    }

    private func texts(
        for request: Request, _ address: DevicePageAddress, _ experience: SignInExperience
    ) -> PageTexts {
        PageTexts(
            Language(page: request, uiLocales: address.shared["ui_locales"], settings: experience.languageInfo))
    }

    private func frame(_ title: String, _ texts: PageTexts, _ experience: SignInExperience) -> PageFrame {
        var frame = PageFrame(surface: .logto, title: title, language: texts.language.rawValue)
        frame.take(experience.color)
        return frame
    }
}
