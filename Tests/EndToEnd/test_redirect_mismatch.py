"""A redirect URI that is not the registered one, on both hops: refused where the real services refuse it."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from support.form_browser import FormBrowser
from support.journey import to_patreon, to_sign_in_page
from support.world import bookstore_in, patreon_client_in

LOGTO_SENTENCE = "The redirect_uri MUST match the registered callback URL for this application."


def register_another_callback_at_logto(config: dict) -> None:
    metadata = bookstore_in(config)["oidcClientMetadata"]
    metadata["redirectUris"] = [uri.replace("/callback", "/call-back") for uri in metadata["redirectUris"]]


def register_the_connectors_target_at_patreon(config: dict) -> None:
    """A classic: the connector's target where its id belongs."""
    patreon_client_in(config)["redirectUris"] = ["${logto}/callback/patreon"]


def nothing_reached(app) -> bool:
    return not [request for request in app.requests_seen() if "/callback" in request]


def test_logto_answers_a_mismatch_with_json_in_the_browser(browser, start_world):
    world = start_world(register_another_callback_at_logto)
    browser.open(world.app.url + "/")
    browser.press("Sign in")
    browser.expect_at(world.logto + "/oidc/auth")
    state = parse_qs(urlsplit(browser.url).query)["state"][0]
    assert json.loads(browser.text) == {
        "code": "oidc.invalid_redirect_uri",
        "message": "`redirect_uri` did not match any of the client's registered `redirect_uris`.",
        "error": "invalid_redirect_uri",
        "error_description": "redirect_uri did not match any of the client's registered redirect_uris",
        "state": state,
        "iss": world.logto + "/oidc",
    }
    assert nothing_reached(world.app)


def test_logtos_refusal_is_a_400_and_no_redirect(start_world):
    world = start_world(register_another_callback_at_logto)
    browser = FormBrowser()
    browser.open(world.app.url + "/sign-in")
    assert browser.response.status_code == 400
    assert browser.response.headers["Content-Type"] == "application/json; charset=utf-8"


def test_patreon_shows_a_mismatch_on_its_error_page(browser, start_world):
    world = start_world(register_the_connectors_target_at_patreon)
    to_sign_in_page(browser, world)
    browser.press("Continue with Patreon")
    browser.expect_at(
        f"{world.patreon}/oauth2/errors?error=invalid_request&error_description=Mismatching+redirect+URI.&state="
    )
    assert "Mismatching redirect URI." in browser.text
    assert LOGTO_SENTENCE in browser.text
    assert f"{world.logto}/callback/{world.connector_id}" in browser.text, "the URI that was asked for"
    assert f"{world.logto}/callback/patreon" in browser.text, "the URI that is registered"
    assert nothing_reached(world.app)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_logto_tells_localhost_and_its_number_apart(start_world, host):
    def register(config: dict) -> None:
        metadata = bookstore_in(config)["oidcClientMetadata"]
        metadata["redirectUris"] = [uri.replace("localhost", host) for uri in metadata["redirectUris"]]

    world = start_world(register)
    browser = FormBrowser()
    browser.open(world.app.url + "/sign-in")
    assert browser.response.status_code == (200 if host == "localhost" else 400)


def test_the_matching_uri_passes_both_hops(world):
    browser = FormBrowser()
    to_sign_in_page(browser, world)
    to_patreon(browser, world)
    assert browser.response.status_code == 200
