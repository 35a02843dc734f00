import Core
import Synchronization
import Testing

@Suite struct AdjustableTimeTests {
    @Test func `without more it is the base's time`() {
        let time = AdjustableTime(over: TimeSource { Instant(seconds: 1000) })
        #expect(time.now == Instant(seconds: 1000))
        #expect(time.mode == .shifted(milliseconds: 0))
    }

    @Test func `shifted, it goes on with the base`() {
        let base = MovingTime(Instant(seconds: 1000))
        let time = AdjustableTime(.shifted(milliseconds: -500), over: base.source)
        #expect(time.now == Instant(milliseconds: 999_500))
        time.advance(byMilliseconds: 1500)
        #expect(time.now == Instant(seconds: 1001))
        base.now = Instant(seconds: 2000)
        #expect(time.now == Instant(seconds: 2001))
    }

    @Test func `frozen, it stands still until it is moved`() {
        let base = MovingTime(Instant(seconds: 1000))
        let time = AdjustableTime(.frozen(Instant(seconds: 5)), over: base.source)
        base.now = Instant(seconds: 2000)
        #expect(time.now == Instant(seconds: 5))
        time.advance(byMilliseconds: 250)
        #expect(time.now == Instant(milliseconds: 5250))
        #expect(time.mode == .frozen(Instant(milliseconds: 5250)))
    }

    @Test func `who reads it sees every change`() {
        let time = AdjustableTime(.frozen(Instant(seconds: 5)), over: TimeSource { Instant(seconds: 1000) })
        let source = time.source
        time.set(.frozen(Instant(seconds: 6)))
        #expect(source.now == Instant(seconds: 6))
        time.set(.shifted(milliseconds: 1))
        #expect(source.now == Instant(milliseconds: 1_000_001))
    }

    @Test func `the system's time is after this was written, and does not run backwards`() {
        let before = TimeSource.system.now
        #expect(before > Instant(seconds: 1_700_000_000))
        #expect(TimeSource.system.now >= before)
    }
}

private final class MovingTime: Sendable {
    private let state: Mutex<Instant>

    init(_ now: Instant) {
        self.state = Mutex(now)
    }

    var now: Instant {
        get { self.state.withLock { $0 } }
        set { self.state.withLock { $0 = newValue } }
    }

    var source: TimeSource { TimeSource { self.now } }
}
