import Hummingbird

/// The context of every request, before anyone is known.
package struct WebContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// For the world's record.
    package let decision = DecisionNote()

    package init(source: ApplicationRequestContextSource) {
        self.coreContext = CoreRequestContextStorage(source: source)
    }
}
