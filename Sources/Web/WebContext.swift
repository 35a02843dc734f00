import Hummingbird
import NIOCore

/// The context of every request, before anyone is known.
package struct WebContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// For the world's record.
    package let decision = DecisionNote()
    private let channel: any Channel

    package init(source: ApplicationRequestContextSource) {
        self.coreContext = CoreRequestContextStorage(source: source)
        self.channel = source.channel
    }

    /// The address that the connection comes from.
    package var remoteAddress: String? { self.channel.remoteAddress?.ipAddress }

    /// Breaks the connection off, as a crash or a cable would, before anything is answered.
    package func hangUp() -> Response {
        self.channel.close(promise: nil)
        return Response(status: .internalServerError, body: ResponseBody { _ in throw HungUp() })
    }

    /// Nobody is there to be answered any more.
    package struct HungUp: Error {
        package init() {}
    }
}
