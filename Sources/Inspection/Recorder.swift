import Core
import Synchronization

/// The record of a world: its latest exchanges, in memory, and whoever waits for the next one.
package final class Recorder: Sendable {
    private struct State {
        var exchanges: [Exchange] = []
        var size = 0
        var last: Int64 = 0
        var waiting: [Int: AsyncStream<Void>.Continuation] = [:]
        var nextListener = 0
    }

    private let state = Mutex(State())
    private let count: Int
    private let size: Int

    /// - Parameters:
    ///   - count: how many exchanges are kept at least, while there is room for them.
    ///   - size: how many bytes they may take together.
    package init(keeping count: Int = 1000, within size: Int = 8 * 1024 * 1024) {
        self.count = count
        self.size = size
    }

    /// - Returns: the exchange's number.
    @discardableResult
    package func add(_ exchange: Exchange) -> Int64 {
        self.state.withLock { state in
            var exchange = exchange
            state.last += 1
            exchange.number = state.last
            state.exchanges.append(exchange)
            state.size += exchange.size
            // The oldest go many at a time, because what stays has to be moved.
            while state.exchanges.count > self.count + self.count / 4 || state.size > self.size {
                let gone = max(1, min(state.exchanges.count / 5, state.exchanges.count - 1))
                guard state.exchanges.count > 1 else { break }
                state.size -= state.exchanges.prefix(gone).reduce(0) { $0 + $1.size }
                state.exchanges.removeFirst(gone)
            }
            for continuation in state.waiting.values { continuation.yield() }
            return state.last
        }
    }

    package func exchange(_ number: Int64) -> Exchange? {
        self.state.withLock { $0.exchanges.first { $0.number == number } }
    }

    /// The newest that fit, in the order in which they were answered.
    package func exchanges(_ filter: ExchangeFilter) -> [Exchange] {
        let all = self.state.withLock { $0.exchanges }
        return Array(all.lazy.reversed().filter(filter.admits).prefix(filter.limit)).reversed()
    }

    /// The number of the latest exchange, whether it is still kept or not.
    package var last: Int64 { self.state.withLock { $0.last } }

    /// How many wait at present.
    package var waiting: Int { self.state.withLock { $0.waiting.count } }

    package func forget() {
        self.state.withLock { state in
            state.exchanges = []
            state.size = 0
        }
    }

    /// What fits, or the first that comes to fit while one waits.
    ///
    /// - Parameter milliseconds: of real time, whatever the world's clock does: somebody is waiting.
    package func exchanges(_ filter: ExchangeFilter, waiting milliseconds: Int) async -> [Exchange] {
        let found = self.exchanges(filter)
        guard found.isEmpty, milliseconds > 0 else { return found }
        let (arrivals, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        // For what arrived after the look and before this.
        continuation.yield()
        let listener = self.listen(continuation)
        defer { self.stopListening(listener) }
        return await withTaskGroup(of: [Exchange].self) { group in
            group.addTask {
                for await _ in arrivals {
                    let found = self.exchanges(filter)
                    if !found.isEmpty { return found }
                }
                return []
            }
            group.addTask {
                try? await Task.sleep(for: .milliseconds(milliseconds))
                return []
            }
            let first = await group.next() ?? []
            group.cancelAll()
            return first
        }
    }

    private func listen(_ continuation: AsyncStream<Void>.Continuation) -> Int {
        self.state.withLock { state in
            state.nextListener += 1
            state.waiting[state.nextListener] = continuation
            return state.nextListener
        }
    }

    private func stopListening(_ listener: Int) {
        self.state.withLock { $0.waiting[listener] = nil }
    }
}
