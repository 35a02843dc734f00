"""The raw bytes, as Debian's curl sees them."""

import gzip
import re
import subprocess
from typing import NamedTuple

import pytest

from support.world import World, bookstore_in


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


def curl(*arguments: str) -> Answer:
    """One request; what came back, as it came."""
    command = ["curl", "--silent", "--show-error", "--include", "--max-time", "10", "--noproxy", "*", *arguments]
    output = subprocess.run(command, capture_output=True, check=True).stdout
    head, _, body = output.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines[1:] if ": " in line)}
    return Answer(int(lines[0].split()[1]), headers, body)


@pytest.fixture
def issuer(world: World) -> str:
    return world.logto + "/oidc"


def test_an_unknown_route_names_itself(issuer):
    answer = curl(issuer + "/nonexistent")
    assert answer.status == 404
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    assert answer.body == (
        b'{"code":"oidc.invalid_request","message":"Request is invalid.","error":"invalid_request",'
        b'"error_description":"unrecognized route or not allowed method (GET on /nonexistent)"}'
    )


def test_gzip_is_what_it_says(issuer):
    address = issuer + "/.well-known/openid-configuration"
    plain, packed = curl(address), curl(address, "--header", "Accept-Encoding: gzip, deflate, br")
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["content-length"] == str(len(packed.body))
    assert packed.headers["vary"].startswith("Accept-Encoding")
    assert gzip.decompress(packed.body) == plain.body
    assert curl(address, "--compressed").body == plain.body


def test_head_has_the_headers_and_nothing_else(issuer):
    address = issuer + "/.well-known/openid-configuration"
    get, head = curl(address), curl(address, "--head", "--header", "Accept-Encoding: gzip")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == get.headers["content-length"]
    assert "content-encoding" not in head.headers


def test_a_known_body_is_not_sent_again(issuer):
    first = curl(issuer + "/jwks")
    assert re.fullmatch(r'"[0-9a-f]+-[A-Za-z0-9+/]{27}"', first.headers["etag"])
    again = curl(issuer + "/jwks", "--header", f"If-None-Match: {first.headers['etag']}")
    assert (again.status, again.body) == (304, b"")
    assert "content-length" not in again.headers and "content-type" not in again.headers
    anew = curl(
        issuer + "/jwks", "--header", f"If-None-Match: {first.headers['etag']}", "--header", "Cache-Control: no-cache"
    )
    assert anew.body == first.body


def test_a_preflight(issuer):
    answer = curl(
        issuer + "/token", "--request", "OPTIONS", "--header", "Origin: https://shop.example",
        "--header", "Access-Control-Request-Method: POST",
    )  # fmt: skip
    assert (answer.status, answer.body) == (204, b"")
    assert answer.headers["access-control-allow-origin"] == "https://shop.example"
    assert answer.headers["access-control-allow-methods"] == "POST"


def test_a_token_request_that_lacks_everything(world, issuer):
    application = bookstore_in(world.config)
    user = f"{application['id']}:{application['secret']}"
    answer = curl(issuer + "/token", "--user", user, "--data", "grant_type=authorization_code&code=x")
    assert answer.status == 400
    assert answer.headers["cache-control"] == "no-store"
    assert answer.body == (
        b'{"code":"oidc.invalid_grant","message":"Grant request is invalid.",'
        b'"error_uri":"https://openid.sh/debug/invalid_grant","error":"invalid_grant",'
        b'"error_description":"grant request is invalid"}'
    )
    wrong = curl(issuer + "/token", "--user", application["id"] + ":wrong", "--data", "grant_type=refresh_token")
    assert wrong.status == 401
    assert wrong.headers["www-authenticate"] == (
        f'Basic realm="{issuer}", error="invalid_client", error_description="client authentication failed"'
    )


def test_a_body_that_is_too_long(issuer):
    answer = curl(issuer + "/token", "--data", "client_id=" + "x" * 60_000)
    assert (answer.status, answer.body) == (404, b"Not Found")


def test_a_revocation_answers_nothing(world, issuer):
    application = bookstore_in(world.config)
    answer = curl(
        issuer + "/token/revocation", "--user", f"{application['id']}:{application['secret']}", "--data", "token=x"
    )
    assert (answer.status, answer.body) == (200, b"")
    assert "cache-control" not in answer.headers


def test_the_clock_is_moved(world):
    clock = world.emulator.console + "/control/clock"
    assert b'"mode":"real"' in curl(clock).body
    moved = curl("--request", "PUT", clock, "--data", '{"mode": "shifted", "by": "P3D"}')
    assert moved.status == 200 and b'"by":"P3D"' in moved.body
    refused = curl("--request", "PUT", clock, "--data", '{"advance": "tomorrow"}')
    assert refused.status == 400 and b"such as PT1H, P3D or PT90S" in refused.body
    world.emulator.restart()
    assert b'"mode":"real"' in curl(clock).body
