import HTTPTypes

/// What is wrong with a request to the console or the control API, and what to change in it.
struct ConsoleError: Error {
    let status: HTTPResponse.Status
    let message: String

    init(_ status: HTTPResponse.Status, _ message: String) {
        self.status = status
        self.message = message
    }
}
