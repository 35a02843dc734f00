import Core
import HTTPTypes
import Synchronization

/// The failures that are armed in a world.
package final class Faults: Sendable {
    private struct State {
        var armed: [Fault] = []
        var last: Int64 = 0
    }

    private let state = Mutex(State())

    package init() {}

    package var all: [Fault] { self.state.withLock { $0.armed } }

    /// - Returns: the fault with its id.
    package func arm(_ fault: Fault) -> Fault {
        self.state.withLock { state in
            state.last += 1
            var fault = fault
            fault.id = state.last
            state.armed.append(fault)
            return fault
        }
    }

    /// - Returns: whether there was such a fault.
    package func disarm(_ id: Int64) -> Bool {
        self.state.withLock { state in
            let count = state.armed.count
            state.armed.removeAll { $0.id == id }
            return state.armed.count < count
        }
    }

    package func disarmAll() {
        self.state.withLock { $0.armed = [] }
    }

    /// Whether any fault that could strike wants to know in whose name a request is made.
    func asksWho(_ surface: Surface) -> Bool {
        self.state.withLock { state in
            state.armed.contains { !$0.isSpent && $0.target.asksWho && $0.target.surface ?? surface == surface }
        }
    }

    /// The first armed fault that strikes the request. Those before it that let it through have counted it.
    ///
    /// - Parameter canDo: whether the surface knows how to fail in that way.
    func strike(
        _ surface: Surface, _ request: HTTPRequest, caller: Caller, canDo: (Fault.Effect) -> Bool
    ) -> Fault? {
        self.state.withLock { state in
            for index in state.armed.indices {
                let fault = state.armed[index]
                guard !fault.isSpent, canDo(fault.effect), fault.target.fits(surface, request, caller) else { continue }
                state.armed[index].seen += 1
                guard state.armed[index].seen > fault.skip else { continue }
                state.armed[index].struck += 1
                return state.armed[index]
            }
            return nil
        }
    }
}

extension Fault.Target {
    func fits(_ surface: Surface, _ request: HTTPRequest, _ caller: Caller) -> Bool {
        self.surface ?? surface == surface
            && self.method ?? request.method == request.method
            && self.path.map { $0.matches(String((request.path ?? "").prefix { $0 != "?" })) } ?? true
            && self.client.map { $0 == caller.client } ?? true
            && self.account.map { $0 == caller.account } ?? true
    }
}
