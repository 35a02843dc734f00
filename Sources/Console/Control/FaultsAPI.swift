import Core
import HTTPTypes
import Hummingbird
import Inspection
import Web

/// `GET`, `POST` and `DELETE /control/faults`: failures on demand, of either service.
struct FaultsAPI: Sendable {
    let faults: Faults

    var routes: RouteCollection<WebContext> {
        RouteCollection(context: WebContext.self)
            .get("control/faults") { _, _ in Response.json(["faults": .array(self.faults.all.map(\.json))]) }
            .post("control/faults", use: self.arm)
            .delete("control/faults") { _, _ in
                self.faults.disarmAll()
                return Response(status: .noContent)
            }
            .delete("control/faults/{id}", use: self.disarm)
    }

    @Sendable private func arm(_ request: Request, _ context: WebContext) async throws -> Response {
        let fault = try FaultBody(try await ControlBody(request, members: FaultBody.members)).fault
        return .json(self.faults.arm(fault).json, status: .created)
    }

    @Sendable private func disarm(_ request: Request, _ context: WebContext) async throws -> Response {
        let id = context.parameters.get("id") ?? ""
        guard let number = Int64(id), self.faults.disarm(number) else {
            throw ConsoleError(.notFound, "There is no fault \(id); GET /control/faults lists them.")
        }
        return Response(status: .noContent)
    }
}

extension Fault {
    fileprivate var json: JSON {
        [
            "id": .int(self.id),
            "origin": self.target.surface.map { .string($0.rawValue) },
            "endpoint": self.target.path.map { path in
                .string([self.target.method?.rawValue, path.text].compactMap(\.self).joined(separator: " "))
            },
            "client": self.target.client.map(JSON.string),
            "account": self.target.account.map(JSON.string),
            "fault": self.effect.json,
            "delay": self.delayMilliseconds > 0
                ? .string(ISODuration(milliseconds: Int64(self.delayMilliseconds)).text) : nil,
            "skip": .int(Int64(self.skip)),
            "times": self.times.map { .int(Int64($0)) } ?? "always",
            "seen": .int(Int64(self.seen)),
            "struck": .int(Int64(self.struck)),
        ]
    }
}

extension Fault.Effect {
    fileprivate var json: JSON? {
        switch self {
        case .late: nil
        case .named(let name): .string(name.rawValue)
        case .spoilt(let spoiling): .string(spoiling.rawValue)
        case .dropped: .string(FaultBody.dropped)
        case .answer(let answer):
            [
                "status": .int(Int64(answer.status.code)),
                "headers": .object(answer.headers.map { JSON.Member($0.name.rawName, .string($0.value)) }),
                "body": .string(answer.body),
            ]
        case .changed(let change):
            [
                "set": .object(change.settings.map { JSON.Member($0.path, $0.value) }),
                "remove": .strings(change.removals),
            ]
        }
    }
}
