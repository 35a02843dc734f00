import Core
import Logto

/// For what a code is asked for: the first part of the address of its page.
enum CodeFlow: String, CaseIterable, Sendable {
    case signIn = "sign-in"
    case register
    case `continue`
    case forgotPassword = "forgot-password"

    var path: String { "/\(self.rawValue)/verification-code" }

    /// What begins with the code; whoever continues is in the middle of something.
    var event: InteractionEvent? {
        switch self {
        case .signIn: .signIn
        case .register: .register
        case .continue: nil
        case .forgotPassword: .forgotPassword
        }
    }

    /// The page on which an address is asked for, where it is not known which it was.
    var origin: String { self == .continue ? "/sign-in" : "/\(self.rawValue)" }
}

/// A code that was sent, as the pages remember it between two of them.
struct SentCode: Sendable {
    let flow: CodeFlow
    let identifier: UserIdentifier
    let verificationID: String
    /// The page on which the address was entered.
    let origin: String
    /// Whether the address is to be a second factor, of whoever continues.
    let isForFactor: Bool

    init(
        _ flow: CodeFlow, to identifier: UserIdentifier, _ verificationID: String, from origin: String,
        isForFactor: Bool = false
    ) {
        self.flow = flow
        self.identifier = identifier
        self.verificationID = verificationID
        self.origin = origin
        self.isForFactor = isForFactor
    }

    /// The factor that the address is to be.
    var factor: MFAFactor? {
        guard self.isForFactor else { return nil }
        return MFAFactor.allCases.first { $0.addressType == self.identifier.type }
    }

    var json: JSON {
        [
            "flow": .string(self.flow.rawValue), "identifier": self.identifier.json,
            "verificationId": .string(self.verificationID), "origin": .string(self.origin),
            "isForFactor": .bool(self.isForFactor),
        ]
    }

    private init?(_ json: JSON?) {
        guard
            let flow = json?["flow"]?.string.flatMap(CodeFlow.init),
            let identifier = UserIdentifier(json?["identifier"]),
            let verificationID = json?["verificationId"]?.string,
            let origin = json?["origin"]?.string
        else { return nil }
        self.init(
            flow, to: identifier, verificationID, from: origin, isForFactor: json?["isForFactor"]?.bool ?? false)
    }

    /// The last one of an interaction that was sent for this.
    init?(_ flow: CodeFlow, in current: CurrentInteraction) {
        self.init(current.interaction.state["code"])
        guard self.flow == flow else { return nil }
    }
}

extension ExperienceSession {
    mutating func remember(_ code: SentCode) {
        self.setPageState("code", to: code.json)
    }
}
