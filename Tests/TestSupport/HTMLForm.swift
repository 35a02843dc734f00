import HTTPTypes

/// A form of one of our pages, as far as a browser would send it.
package struct HTMLForm: Sendable {
    package struct Field: Sendable {
        package let name: String
        package let value: String
    }

    package struct Button: Sendable {
        package let text: String
        package let pairs: [(String, String)]
        /// Where the form goes instead when it is sent by this button.
        package let action: String?
    }

    package let action: String?
    package let method: HTTPRequest.Method
    package let fields: [Field]
    /// Boxes and radio buttons that are not ticked, and so are not sent.
    package let choices: [Field]
    package let buttons: [Button]

    package func button(_ text: String) -> Button? { self.buttons.first { $0.text == text } }

    /// With the buttons that stand outside of their form.
    package static func all(in page: String) -> [HTMLForm] {
        let buttons = Self.buttons(in: page)
        return page.matches(of: /<form([^>]*)>(.*?)<\/form>/.dotMatchesNewlines()).map { match in
            let attributes = Attributes(String(match.output.1))
            let inside = String(match.output.2)
            return HTMLForm(
                action: attributes["action"],
                method: attributes["method"]?.lowercased() == "post" ? .post : .get,
                fields: Self.inputs(in: inside).filter { !$0.isUnticked }.map(\.field)
                    + Self.areas(in: inside) + Self.selects(in: inside),
                choices: Self.inputs(in: inside).filter(\.isUnticked).map(\.field),
                buttons: Self.buttons(in: inside).map(\.button)
                    + buttons.filter { $0.form != nil && $0.form == attributes["id"] }.map(\.button))
        }
    }

    private static func buttons(in html: String) -> [(button: Button, form: String?)] {
        html.matches(of: /<button([^>]*)>(.*?)<\/button>/.dotMatchesNewlines()).map { match in
            let attributes = Attributes(String(match.output.1))
            return (Button(attributes, label: String(match.output.2)), attributes["form"])
        }
    }

    private static func areas(in form: String) -> [Field] {
        form.matches(of: /<textarea([^>]*)>\n?(.*?)<\/textarea>/.dotMatchesNewlines()).compactMap { match in
            Attributes(String(match.output.1))["name"].map {
                Field(name: $0, value: String(match.output.2).unescapingHTML)
            }
        }
    }

    /// With the selected option, or else the first.
    private static func selects(in form: String) -> [Field] {
        form.matches(of: /<select([^>]*)>(.*?)<\/select>/.dotMatchesNewlines()).compactMap { match in
            guard let name = Attributes(String(match.output.1))["name"] else { return nil }
            let options = match.output.2.matches(of: /<option([^>]*)>/).map { Attributes(String($0.output.1)) }
            let chosen = options.first { $0.names.contains("selected") } ?? options.first
            return chosen.map { Field(name: name, value: $0["value"] ?? "") }
        }
    }

    private static func inputs(in form: String) -> [(field: Field, isUnticked: Bool)] {
        form.matches(of: /<input([^>]*)>/).compactMap { match in
            let attributes = Attributes(String(match.output.1))
            guard let name = attributes["name"] else { return nil }
            let isChoice = ["radio", "checkbox"].contains(attributes["type"])
            return (
                Field(name: name, value: attributes["value"] ?? ""),
                isChoice && !attributes.names.contains("checked")
            )
        }
    }
}

extension HTMLForm.Button {
    /// The text leaves out what screen readers leave out.
    fileprivate init(_ attributes: Attributes, label: String) {
        let visible = label.replacing(/<[^>]*aria-hidden="true"[^>]*>.*?<\/[^>]*>/.dotMatchesNewlines(), with: "")
        let text = visible.replacing(/<[^>]*>/, with: "").unescapingHTML
        self.init(
            text: text.replacing(/^\s+|\s+$/, with: ""),
            pairs: attributes["name"].map { [($0, attributes["value"] ?? "")] } ?? [],
            action: attributes["formaction"])
    }
}

private struct Attributes {
    private let values: [String: String]
    let names: Set<String>

    init(_ text: String) {
        var values: [String: String] = [:]
        for match in text.matches(of: /([a-zA-Z-]+)="([^"]*)"/) {
            values[String(match.output.1)] = String(match.output.2).unescapingHTML
        }
        self.values = values
        let bare = text.replacing(/[a-zA-Z-]+="[^"]*"/, with: "").split(separator: " ").map(String.init)
        self.names = Set(values.keys).union(bare)
    }

    subscript(name: String) -> String? { self.values[name] }
}

extension StringProtocol {
    package var unescapingHTML: String {
        // By scalar: a combining mark may follow the semicolon.
        String(self).replacing(/&(lt|gt|quot|#39|amp);/.matchingSemantics(.unicodeScalar)) { match in
            switch match.output.1 {
            case "lt": "<"
            case "gt": ">"
            case "quot": "\""
            case "#39": "'"
            default: "&"
            }
        }
    }
}
