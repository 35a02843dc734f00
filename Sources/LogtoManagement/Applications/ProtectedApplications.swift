import Core
import HTTPTypes
import Logto
import Storage

/// Applications behind Logto's proxy (spec `logto-management-api.md` §6.1). The open-source version has none, but lets its
/// own tests make some, at hosts that lead nowhere.
enum ProtectedApplications {
    private static let sessionDuration: Int64 = 1_209_600

    /// What a new application is made with.
    ///
    /// - Throws: 400 `application.protected_app_metadata_is_required`; 422 `application.invalid_subdomain`; 501
    ///   `application.protected_app_not_configured`.
    static func metadata(_ given: JSON?, _ call: Call) throws(LogtoError) -> JSON {
        guard let given else { throw LogtoError("application.protected_app_metadata_is_required") }
        let name = given["subDomain"]?.string ?? ""
        guard name.wholeMatch(of: /[a-zA-Z0-9]([a-zA-Z0-9\-]*[a-zA-Z0-9])?/) != nil else {
            throw LogtoError("application.invalid_subdomain", .unprocessableContent)
        }
        guard call.parts.isIntegrationTest else {
            throw LogtoError("application.protected_app_not_configured", .notImplemented)
        }
        return [
            "host": .string("\(name)."), "origin": given["origin"], "sessionDuration": .int(Self.sessionDuration),
            "pageRules": [], "additionalScopes": [],
        ]
    }

    /// The addresses that its proxy has.
    static func oidcClientMetadata(of metadata: JSON) -> JSON {
        let host = "https://\(metadata["host"]?.string ?? "")"
        return ["redirectUris": [.string("\(host)/sign-in-callback")], "postLogoutRedirectUris": [.string(host)]]
    }

    /// - Throws: 422 `application.protected_application_subdomain_exists`.
    static func refuseTaken(_ metadata: JSON, in db: Transaction) throws {
        var filter = Transaction.ApplicationFilter()
        filter.kinds = [.protected]
        if try db.applicationRecords(filter).contains(where: { $0.protectedAppMetadata?["host"] == metadata["host"] }) {
            throw LogtoError("application.protected_application_subdomain_exists", .unprocessableContent)
        }
    }
}
