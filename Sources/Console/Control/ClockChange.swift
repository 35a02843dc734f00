import Core
import HTTPTypes

/// What is to become of the world's clock: the body of `PUT /control/clock`.
struct ClockChange: Sendable {
    static let members = ["mode", "at", "by", "advance"]

    private enum Mode: String, CaseIterable {
        case real, shifted, frozen
    }

    private let mode: Mode?
    private let at: Instant?
    private let by: ISODuration?
    private let advance: ISODuration?

    init(_ body: ControlBody) throws {
        self.mode = try body.choice("mode")
        self.at = try body.instant("at")
        self.by = try body.duration("by")
        self.advance = try body.duration("advance")
        guard self.mode != nil || self.advance != nil else {
            throw ConsoleError(
                .badRequest,
                "Say what to do with the clock: {\"advance\": \"PT1H\"} moves it, {\"mode\": \"frozen\"} stops it, "
                    + "{\"mode\": \"shifted\", \"by\": \"P3D\"} has it go on three days ahead, {\"mode\": \"real\"} sets it right."
            )
        }
        if self.mode == .shifted, (self.at == nil) == (self.by == nil) {
            throw body.error("mode", "is \"shifted\": say by how much with \"by\", or what time it is with \"at\"")
        }
        if self.by != nil, self.mode != .shifted {
            throw body.error("by", "belongs to the mode \"shifted\"; \"advance\" moves the clock whatever its mode")
        }
        if self.at != nil, self.mode != .shifted, self.mode != .frozen {
            throw body.error("at", "belongs to the modes \"shifted\" and \"frozen\"")
        }
    }

    func apply(to clock: AdjustableTime) throws {
        try clock.change { mode, real in
            let new = self.mode(after: mode, real).advanced(by: self.advance?.milliseconds ?? 0)
            guard Self.range.contains(new.time(real)) else {
                throw ConsoleError(.badRequest, "The clock can be set to the years 1970 to 9999 alone.")
            }
            return new
        }
    }

    private static let range = Instant(seconds: 0)...Instant(seconds: 253_402_300_799)

    private func mode(after mode: AdjustableTime.Mode, _ real: Instant) -> AdjustableTime.Mode {
        switch self.mode {
        case nil: mode
        case .real: .shifted(milliseconds: 0)
        case .frozen: .frozen(self.at ?? mode.time(real))
        case .shifted:
            .shifted(
                milliseconds: self.by?.milliseconds ?? self.at.map { $0.milliseconds - real.milliseconds } ?? 0)
        }
    }
}

extension AdjustableTime.Mode {
    fileprivate func time(_ real: Instant) -> Instant {
        switch self {
        case .shifted(let milliseconds): real.advanced(byMilliseconds: milliseconds)
        case .frozen(let instant): instant
        }
    }

    fileprivate func advanced(by milliseconds: Int64) -> AdjustableTime.Mode {
        switch self {
        case .shifted(let shift): .shifted(milliseconds: shift + milliseconds)
        case .frozen(let instant): .frozen(instant.advanced(byMilliseconds: milliseconds))
        }
    }
}

extension AdjustableTime {
    /// The answer of `GET` and `PUT /control/clock`.
    var json: JSON {
        switch self.mode {
        case .shifted(milliseconds: 0): ["mode": "real", "now": .string(self.now.isoText)]
        case .shifted(let milliseconds):
            [
                "mode": "shifted", "now": .string(self.now.isoText),
                "by": .string(ISODuration(milliseconds: milliseconds).text),
            ]
        case .frozen: ["mode": "frozen", "now": .string(self.now.isoText)]
        }
    }
}
