import Core
import Foundation
import Hummingbird
import Logto
import Web

/// Backup codes that are being set up.
struct NewBackupCodes: Sendable {
    let verificationID: String
    let codes: [String]
}

/// The model of the template `backup-codes`.
struct BackupCodeBinding: Encodable, Sendable {
    struct Download: Encodable, Sendable {
        let href: String
        let name: String
        let text: String
    }

    let csrf: String
    let action: String
    let verificationID: String
    let text: String
    let alert: String?
    let codes: [String]
    let download: Download
    let hint: String
    let submit: String

    init(_ new: NewBackupCodes, _ current: CurrentInteraction, _ texts: PageTexts, alert: String?) {
        self.csrf = current.interaction.csrfToken
        self.action = current.address(MFABindingPage.path(.backupCode))
        self.verificationID = new.verificationID
        self.text = texts.saveBackupCodesText
        self.alert = alert
        self.codes = new.codes
        let file = Data(new.codes.joined(separator: "\n").utf8).base64EncodedString()
        // Under the name that Logto's page gives it.
        self.download = Download(
            href: "data:text/plain;base64,\(file)", name: "backup_code.txt", text: texts.download)
        self.hint = texts.saveBackupCodesHint
        self.submit = texts.continue
    }

    func response(_ current: CurrentInteraction, _ texts: PageTexts, in pages: Pages) -> Response {
        pages.response("backup-codes", self, in: current.firstPartyFrame(texts.saveBackupCodes, texts))
    }
}

extension ExperienceParts {
    /// The codes that are being set up; they are made where there are none yet, so that a page that is loaded again shows
    /// the same.
    func newBackupCodes(_ current: CurrentInteraction) async throws -> NewBackupCodes {
        try await self.inSession(current.interaction.uid) { session in
            let made = try session.experience.records.lazy.compactMap { record -> NewBackupCodes? in
                guard case .backupCode(_, _, let codes?) = record.content else { return nil }
                return NewBackupCodes(verificationID: record.id, codes: codes)
            }.first
            if let made { return made }
            return try session.apply { experience, context in
                let (record, codes) = try experience.makeBackupCodes(in: context)
                return NewBackupCodes(verificationID: record.id, codes: codes)
            }
        }
    }
}
