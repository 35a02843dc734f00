import Core
import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle
import Storage
import UnixSignals
import Web

/// A world on three ports, until the program is told to end.
package struct Server: Sendable {
    /// Three ports of this machine, reserved.
    package struct Ports: Sendable {
        package let host: String
        package let logto: ReservedPort
        package let patreon: ReservedPort
        package let console: ReservedPort

        /// - Throws: ``ReservedPort/Taken`` or ``ReservedPort/Unusable``.
        package init(host: String, logto: Int, patreon: Int, console: Int) throws {
            self.host = host
            self.logto = try ReservedPort(logto, on: host)
            self.patreon = try ReservedPort(patreon, on: host)
            self.console = try ReservedPort(console, on: host)
        }

        package var origins: Origins {
            let name = ["127.0.0.1", "0.0.0.0"].contains(self.host) ? "localhost" : self.host
            return Origins(
                logto: "http://\(name):\(self.logto.number)", patreon: "http://\(name):\(self.patreon.number)",
                console: "http://\(name):\(self.console.number)")
        }
    }

    private let world: World
    private let ports: Ports
    private let logger: Logger

    package init(_ world: World, on ports: Ports, logger: Logger) {
        self.world = world
        self.ports = ports
        self.logger = logger
    }

    /// Serves until SIGTERM or SIGINT.
    ///
    /// - Parameter whenReady: called once, when all three origins answer.
    package func run(whenReady: @escaping @Sendable () -> Void) async throws {
        let latch = Latch(count: 3, whenReady)
        // Hundreds of routes are made into three routers side by side, since a start waits for it.
        async let patreon = self.application(World.patreonRouter, on: self.ports.patreon, latch)
        async let console = self.application(World.consoleRouter, on: self.ports.console, latch)
        let logto = self.application(World.logtoRouter, on: self.ports.logto, latch)
        // Without a name of ours, a service's name would be all that it holds, printed: slow, and nothing for a log.
        let services: [(String, any Service)] = await [
            ("logto", logto), ("patreon", patreon), ("console", console),
            ("sweep", ExpirySweep(store: self.world.store, time: self.world.clock.source, logger: self.logger)),
            ("patreon work", PatreonWorker(world: self.world, logger: self.quietLogger)),
        ]
        var configuration = ServiceGroupConfiguration(
            services: services.map { ServiceGroupConfiguration.ServiceConfiguration(service: $1, serviceName: $0) },
            gracefulShutdownSignals: [.sigterm, .sigint], logger: self.quietLogger)
        // Whoever keeps a connection open does not keep the program from ending.
        configuration.maximumGracefulShutdownDuration = .milliseconds(300)
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            // A reserved port goes to whoever listens first, if that one reserved it as well.
            throw StartFailure.unavailable(
                "A port was taken by another program just now: start again, or choose other ports (0 is any free one).")
        }
    }

    private func application(
        _ router: (World) -> () -> Router<WebContext>, on port: ReservedPort, _ latch: Latch
    ) -> any Service {
        Application(
            router: router(self.world)(),
            server: HTTPServerBuilder { responder in OnItsEventLoop(HTTP1Channel(responder: responder)) },
            configuration: ApplicationConfiguration(address: .hostname(self.ports.host, port: port.number)),
            onServerRunning: { _ in latch.countDown() },
            logger: self.quietLogger)
    }

    /// For the libraries, whose ordinary news is not the user's.
    private var quietLogger: Logger {
        var logger = self.logger
        logger.logLevel = max(logger.logLevel, logger.logLevel <= .debug ? logger.logLevel : .warning)
        return logger
    }
}
