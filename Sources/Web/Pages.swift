import Core
import HTTPTypes
import Hummingbird
import Mustache
import Synchronization

/// The pages of all surfaces: templates, which escape what they are given, and the one stylesheet. The templates are
/// parsed when the first page is asked for: a start should not wait for them.
package final class Pages: Sendable {
    private let parsed = Mutex<MustacheLibrary?>(nil)

    package init() {}

    private var library: MustacheLibrary {
        self.parsed.withLock { parsed in
            if let parsed { return parsed }
            MustacheContentTypes.register(PageText(), named: PageText.name)
            let library = MustacheLibrary(templates: PageTemplates.sources.mapValues(Self.template))
            parsed = library
            return library
        }
    }

    private static func template(_ source: [UInt8]) -> MustacheTemplate {
        do {
            return try MustacheTemplate(string: String(decoding: source, as: UTF8.self))
        } catch {
            preconditionFailure("a template does not parse: \(error)")
        }
    }

    /// - Parameters:
    ///   - template: the name of a file in `Templates`, without its extension; its first lines say what it shows.
    ///   - model: a value with a member for each variable of the template. Its names must not be the frame's.
    package func response(
        _ template: String, _ model: some Encodable & Sendable, in frame: PageFrame, status: HTTPResponse.Status = .ok,
        headers: HTTPFields = [:]
    ) -> Response {
        let context = PageNode(PageContext(frame, model: model))
        guard let text = self.library.render(context, withTemplate: template) else {
            preconditionFailure("there is a template \(template)")
        }
        var headers = headers
        headers[.contentLanguage] = frame.language
        return .html(text, status: status, headers: headers)
    }
}

/// The variables of `layout.mustache`.
private struct PageContext<Model: Encodable>: Encodable {
    struct Wordmark: Encodable {
        let initial: String
        let name: String
    }

    struct TitlePart: Encodable {
        let text: String
        let isWhole: Bool
    }

    let lang: String
    let title: String
    let titleParts: [TitlePart]
    let stylesheet: String
    let surface: String
    let brandColor: String?
    let darkColor: String?
    let isLight: Bool
    let logo: PageFrame.Logo?
    let wordmark: Wordmark
    let emulatorMark: String
    let model: Model

    init(_ frame: PageFrame, model: Model) {
        self.lang = frame.language
        self.title = frame.title
        self.titleParts = Self.parts(of: frame.title)
        self.stylesheet = StylesheetEndpoint.address
        self.surface = frame.surface.rawValue
        self.brandColor = frame.brandColor
        self.darkColor = frame.darkColor
        self.isLight = frame.isLight
        self.logo = frame.logo
        self.wordmark = Wordmark(initial: frame.speaker.initial, name: frame.speaker)
        self.emulatorMark = "Emulator: \(Product.name) \(Product.version), no real accounts"
        self.model = model
    }

    /// Words with a hyphen are whole: no line ends within them.
    private static func parts(of title: String) -> [TitlePart] {
        guard title.utf8.contains(UInt8(ascii: "-")) else { return [TitlePart(text: title, isWhole: false)] }
        var parts: [TitlePart] = []
        for (index, word) in title.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
            if index > 0 { parts.append(TitlePart(text: " ", isWhole: false)) }
            parts.append(TitlePart(text: String(word), isWhole: word.unicodeScalars.contains("-")))
        }
        return parts
    }
}

extension String {
    /// The letter that stands for a name where one would expect a picture.
    package var initial: String { self.prefix(1).uppercased() }
}
