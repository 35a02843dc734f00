import Core
import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
    package static func json(
        _ value: JSON, status: HTTPResponse.Status = .ok, style: JSON.Style = .compact,
        type: String = "application/json; charset=utf-8", headers: HTTPFields = [:]
    ) -> Response {
        .bytes(value.bytes(style), status: status, type: type, headers: headers)
    }

    package static func html(
        _ text: String, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
    ) -> Response {
        .text(text, status: status, type: "text/html; charset=utf-8", headers: headers)
    }

    package static func text(
        _ text: String, status: HTTPResponse.Status = .ok, type: String = "text/plain; charset=utf-8",
        headers: HTTPFields = [:]
    ) -> Response {
        .bytes(text.utf8, status: status, type: type, headers: headers)
    }

    private static func bytes(
        _ bytes: some Sequence<UInt8>, status: HTTPResponse.Status, type: String, headers: HTTPFields
    ) -> Response {
        var headers = headers
        headers[.contentType] = type
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// Sends the browser elsewhere; 303 unless the service does otherwise.
    package static func redirect(
        to location: String, status: HTTPResponse.Status = .seeOther, headers: HTTPFields = [:]
    ) -> Response {
        var headers = headers
        headers[.location] = location
        return Response(status: status, headers: headers)
    }
}
