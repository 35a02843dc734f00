import Core
import GRDB

extension Transaction {
    package func insert(_ device: DeviceCode) throws {
        try self.execute(
            """
            insert into device_codes
                (code, user_code, application_id, parameters, is_in_flight, is_session_bound, scopes, resources, expires_at)
            values
                (\(device.code), \(device.userCode), \(device.applicationID), \(device.parameters), \(device.isInFlight),
                 false, '', '', \(device.expiresAt))
            """)
        if device.outcome != nil || device.consumedAt != nil { try self.update(device) }
    }

    /// A device's code, used and expired ones included, as long as it has not been swept away.
    package func deviceCode(_ code: String) throws -> DeviceCode? {
        try self.row("select * from device_codes where code = \(code)").map(DeviceCode.init(row:))
    }

    /// - Parameter userCode: letters only.
    package func deviceCode(userCode: String) throws -> DeviceCode? {
        try self.row("select * from device_codes where user_code = \(userCode)").map(DeviceCode.init(row:))
    }

    /// Writes what became of the code.
    package func update(_ device: DeviceCode) throws {
        try self.execute(
            """
            update device_codes set
                is_in_flight = \(device.isInFlight), error = \(device.failure?.error),
                error_description = \(device.failure?.description), user_id = \(device.approval?.userID),
                grant_id = \(device.approval?.grantID), session_uid = \(device.approval?.sessionUID),
                is_session_bound = \(device.approval?.isSessionBound ?? false), sid = \(device.approval?.sid),
                scopes = \(Words(device.approval?.scopes ?? [])), resources = \(Words(device.approval?.resources ?? [])),
                nonce = \(device.approval?.nonce.map(Verbatim.init)), auth_time = \(device.approval?.authTime),
                consumed_at = \(device.consumedAt)
            where code = \(device.code)
            """)
    }
}

extension DeviceCode {
    fileprivate var approval: Approval? {
        if case .approved(let approval) = self.outcome { approval } else { nil }
    }

    fileprivate var failure: (error: String, description: String?)? {
        if case .failed(let error, let description) = self.outcome { (error, description) } else { nil }
    }

    fileprivate init(row: Row) {
        self.init(
            code: row["code"], userCode: row["user_code"], applicationID: row["application_id"],
            parameters: row["parameters"], isInFlight: row["is_in_flight"], outcome: Outcome(row: row),
            consumedAt: row["consumed_at"], expiresAt: row["expires_at"])
    }
}

extension DeviceCode.Outcome {
    fileprivate init?(row: Row) {
        if let error: String = row["error"] {
            self = .failed(error: error, description: row["error_description"])
        } else if let userID: ID<LogtoUser> = row["user_id"] {
            let scopes: Words = row["scopes"]
            let resources: Words = row["resources"]
            self = .approved(
                DeviceCode.Approval(
                    userID: userID, grantID: row["grant_id"], sessionUID: row["session_uid"],
                    isSessionBound: row["is_session_bound"], sid: row["sid"], scopes: scopes.list,
                    resources: resources.list,
                    nonce: (row["nonce"] as Verbatim?)?.text, authTime: row["auth_time"]))
        } else {
            return nil
        }
    }
}
