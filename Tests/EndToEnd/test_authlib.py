"""Authlib as a relying party that knows nothing of Logto: it reads discovery, and does what OpenID Connect says."""

from typing import Optional
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.jwk import KeySet

from support.control import Control
from support.form_browser import FormBrowser
from support.journey import approve, to_patreon
from support.world import World, bookstore_in

ALGORITHMS = ["ES256", "ES384", "ES512", "RS256"]


class RelyingParty:
    def __init__(self, world: World, scope: str = "openid profile email offline_access") -> None:
        application = bookstore_in(world.config)
        self.world = world
        self.client_id = application["id"]
        self.callback = world.app.url + "/callback"
        self.client = OAuth2Session(
            self.client_id, application["secret"], scope=scope, redirect_uri=self.callback, code_challenge_method="S256"
        )
        self.client.trust_env = False
        self.metadata = self.client.get(
            world.logto + "/oidc/.well-known/openid-configuration", withhold_token=True, timeout=10
        ).json()
        self.verifier = "authlib-verifier-of-sufficient-length-0123456789"

    def sign_in(self, browser: Optional[FormBrowser] = None, **parameters) -> dict:
        browser = browser or FormBrowser()
        browser.stops_at = self.callback
        parameters = {"prompt": "consent", "nonce": "a-nonce", **parameters}
        address, state = self.client.create_authorization_url(
            self.metadata["authorization_endpoint"], code_verifier=self.verifier, **parameters
        )
        return self.follow(browser, address, state)

    def follow(self, browser: FormBrowser, address: str, state: str) -> dict:
        browser.open(address)
        to_patreon(browser, self.world)
        approve(browser, self.world)
        browser.expect_at(self.callback)
        # Authlib itself compares state, and issuer where there is one.
        return self.client.fetch_token(
            self.metadata["token_endpoint"],
            authorization_response=browser.url,
            state=state,
            code_verifier=self.verifier,
        )

    def claims(self, token: str) -> dict:
        keys = KeySet.import_key_set(self.client.get(self.metadata["jwks_uri"], withhold_token=True, timeout=10).json())
        decoded = jwt.decode(token, keys, algorithms=ALGORITHMS)
        assert decoded.claims["iss"] == self.metadata["issuer"]
        assert decoded.claims["aud"] == self.client_id
        return decoded.claims

    def user_info(self) -> dict:
        answer = self.client.get(self.metadata["userinfo_endpoint"], timeout=10)
        answer.raise_for_status()
        return answer.json()


def test_a_generic_client_signs_in_by_discovery(world):
    party = RelyingParty(world)
    token = party.sign_in()
    claims = party.claims(token["id_token"])
    assert claims["nonce"] == "a-nonce"
    assert claims["email"] == "mika@example.test"
    assert party.user_info()["sub"] == claims["sub"]


def test_a_token_is_renewed_once_time_has_passed(world):
    control, party = Control(world), RelyingParty(world)
    party.sign_in()
    first = party.client.token["access_token"]
    assert control.clock(advance="PT1H1M")["mode"] == "shifted"
    with pytest.raises(requests.HTTPError, match="401"):
        party.user_info()
    party.client.refresh_token(party.metadata["token_endpoint"])
    assert party.client.token["access_token"] != first
    assert party.user_info()["email"] == "mika@example.test"
    control.clock(advance="P15D")
    with pytest.raises(OAuthError, match="invalid_grant"):
        party.client.refresh_token(party.metadata["token_endpoint"])


def test_a_client_follows_a_rotation_of_keys(world):
    control, party = Control(world), RelyingParty(world)
    old = party.sign_in()["id_token"]
    keys = control.rotate_keys(signingKey="rsa-2048")
    assert [key["status"] for key in keys] == ["Current", "Previous"]
    new = party.sign_in()["id_token"]
    assert party.claims(old)["sub"] == party.claims(new)["sub"]
    world.emulator.restart()
    assert party.claims(old)["sub"] == party.claims(new)["sub"]


def test_tokens_are_introspected_and_revoked(world):
    party = RelyingParty(world)
    token = party.sign_in()

    def introspect(text: str) -> dict:
        return party.client.introspect_token(party.metadata["introspection_endpoint"], token=text).json()

    active = introspect(token["access_token"])
    assert active["active"] and active["client_id"] == party.client_id
    answer = party.client.revoke_token(party.metadata["revocation_endpoint"], token=token["refresh_token"])
    assert (answer.status_code, answer.text) == (200, "")
    assert introspect(token["access_token"]) == introspect(token["refresh_token"]) == {"active": False}


def test_a_request_is_pushed_ahead_of_the_browser(world):
    party = RelyingParty(world)
    application = bookstore_in(world.config)
    address, state = party.client.create_authorization_url(
        party.metadata["authorization_endpoint"], code_verifier=party.verifier, prompt="consent"
    )
    parameters = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    pushed = party.client.post(
        party.metadata["pushed_authorization_request_endpoint"],
        data=parameters,
        auth=(application["id"], application["secret"]),
        withhold_token=True,
        timeout=10,
    )
    assert pushed.status_code == 201
    name = pushed.json()["request_uri"]
    short = f"{party.metadata['authorization_endpoint']}?client_id={party.client_id}&request_uri={name}"
    assert party.follow(FormBrowser(), short, state)["id_token"]


def test_a_reset_forgets_everybody(world):
    control, party = Control(world), RelyingParty(world)
    party.sign_in()
    status = party.client.get(world.emulator.console + "/control/status", withhold_token=True, timeout=10).json()
    control.reset()
    after = party.client.get(world.emulator.console + "/control/status", withhold_token=True, timeout=10).json()
    assert status["counts"]["users"] == after["counts"]["users"] + 1
    with pytest.raises(OAuthError, match="invalid_grant"):
        party.client.refresh_token(party.metadata["token_endpoint"])
    assert party.sign_in()["access_token"]
