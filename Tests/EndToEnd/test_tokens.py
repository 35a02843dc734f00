"""The tokens, judged by libraries that know nothing of the emulator: joserfc, and the official SDK on its own."""

import asyncio
import json
from typing import Optional

import pytest
import requests
from joserfc import jwt
from joserfc.errors import BadSignatureError
from joserfc.jwk import KeySet
from logto import LogtoClient, LogtoConfig, LogtoException, Storage, UserInfoScope

from support.form_browser import FormBrowser
from support.journey import Profile, approve, sign_in_with_patreon, to_patreon
from support.world import World, bookstore_in

API = "https://api.bookstore.example"
BOOK_CLUB = "bookclub0001"


def keys_of(world: World) -> KeySet:
    configuration = requests.get(world.logto + "/oidc/.well-known/openid-configuration", timeout=10).json()
    return KeySet.import_key_set(requests.get(configuration["jwks_uri"], timeout=10).json())


def test_the_id_tokens_signature_holds_against_the_published_keys(world):
    browser = FormBrowser()
    sign_in_with_patreon(browser, world)
    profile = Profile(browser, world)

    token = jwt.decode(profile.id_token, keys_of(world), algorithms=["ES384"])
    registry = jwt.JWTClaimsRegistry(
        iss={"essential": True, "value": world.logto + "/oidc"},
        aud={"essential": True, "value": bookstore_in(world.config)["id"]},
        exp={"essential": True},
        iat={"essential": True},
    )
    registry.validate(token.claims)
    assert token.header.keys() == {"alg", "kid"}
    assert token.claims["sub"] == profile.claims["sub"]
    assert token.claims["exp"] - token.claims["iat"] == 3600


def test_a_changed_id_token_does_not_hold(world):
    browser = FormBrowser()
    sign_in_with_patreon(browser, world)
    header, payload, signature = Profile(browser, world).id_token.split(".")
    changed = payload[:-2] + ("A" if payload[-2] != "A" else "B") + payload[-1]
    with pytest.raises(BadSignatureError):
        jwt.decode(f"{header}.{changed}.{signature}", keys_of(world), algorithms=["ES384"])


class Memory(Storage):
    def __init__(self) -> None:
        self.kept: dict[str, Optional[str]] = {}

    def get(self, key):
        return self.kept.get(key)

    def set(self, key, value):
        self.kept[key] = value

    def delete(self, key):
        self.kept.pop(key, None)


class SDK:
    """The official client without the app around it: what it keeps can be looked at and aged."""

    def __init__(self, world: World, **config) -> None:
        application = bookstore_in(world.config)
        self.world = world
        self.memory = Memory()
        self.client = LogtoClient(
            LogtoConfig(endpoint=world.logto, appId=application["id"], appSecret=application["secret"], **config),
            storage=self.memory,
        )

    async def sign_in(self) -> None:
        callback, browser = await self.at_sign_in_page()
        to_patreon(browser, self.world)
        approve(browser, self.world)
        await self.finish(callback, browser)

    async def sign_in_as_alice(self) -> None:
        callback, browser = await self.at_sign_in_page()
        browser.fill("identifier", "alice")
        browser.fill("password", "bookstore-alice")
        browser.press("Sign in")
        await self.finish(callback, browser)

    async def at_sign_in_page(self) -> tuple[str, FormBrowser]:
        callback = self.world.app.url + "/callback"
        browser = FormBrowser()
        browser.stops_at = callback
        browser.open(await self.client.signIn(redirectUri=callback))
        return callback, browser

    async def finish(self, callback: str, browser: FormBrowser) -> None:
        browser.expect_at(callback)
        self.callback = browser.url
        await self.client.handleSignInCallback(browser.url)

    def let_access_tokens_expire(self) -> None:
        tokens = json.loads(self.memory.get("accessTokenMap"))
        for token in tokens["x"].values():
            token["expiresAt"] = 0
        self.memory.set("accessTokenMap", json.dumps(tokens))


def test_the_sdk_renews_an_access_token_by_itself(world):
    async def scenario() -> None:
        sdk = SDK(world, scopes=[UserInfoScope.email])
        await sdk.sign_in()
        first = await sdk.client.getAccessToken()
        assert await sdk.client.getAccessToken() == first
        sdk.let_access_tokens_expire()
        second = await sdk.client.getAccessToken()
        assert second and second != first
        assert (await sdk.client.fetchUserInfo()).email == "mika@example.test"

    asyncio.run(scenario())


def test_a_code_cannot_be_redeemed_twice(world):
    async def scenario() -> None:
        sdk = SDK(world)
        callback = world.app.url + "/callback"
        await sdk.sign_in()
        # A fresh start of the SDK, handed the address of the old one.
        await sdk.client.signIn(redirectUri=callback)
        session = json.loads(sdk.memory.get("signInSession"))
        old_state = sdk.callback.split("state=")[1].split("&")[0]
        sdk.memory.set("signInSession", json.dumps({**session, "state": old_state}))
        with pytest.raises(LogtoException, match="invalid_grant"):
            await sdk.client.handleSignInCallback(sdk.callback)

    asyncio.run(scenario())


def verified(world: World, token: str) -> jwt.Token:
    """An access token as an API would check it."""
    decoded = jwt.decode(token, keys_of(world), algorithms=["ES384"])
    assert decoded.header["typ"] == "at+jwt"
    assert decoded.claims["iss"] == world.logto + "/oidc"
    return decoded


def everything(world: World) -> SDK:
    return SDK(
        world,
        scopes=[UserInfoScope.organizations, UserInfoScope.organization_roles, "read:books", "write:books", "invite:members"],
        resources=[API],
    )


def test_the_sdk_gets_tokens_for_an_api_and_renews_them(world):
    async def scenario() -> None:
        sdk = everything(world)
        await sdk.sign_in_as_alice()
        first = await sdk.client.getAccessToken(API)
        claims = verified(world, first).claims
        assert claims["aud"] == API
        assert claims["sub"] == "alice0000001"
        assert claims["client_id"] == bookstore_in(world.config)["id"]
        assert claims["scope"].split() == ["read:books", "write:books"]
        assert await sdk.client.getAccessToken(API) == first
        sdk.let_access_tokens_expire()
        second = await sdk.client.getAccessToken(API)
        assert second != first
        assert verified(world, second).claims["jti"] != claims["jti"]

    asyncio.run(scenario())


def test_the_sdk_gets_tokens_for_an_organization(world):
    async def scenario() -> None:
        sdk = everything(world)
        await sdk.sign_in_as_alice()
        token = await sdk.client.getOrganizationToken(BOOK_CLUB)
        claims = verified(world, token).claims
        assert claims["aud"] == f"urn:logto:organization:{BOOK_CLUB}"
        assert claims["scope"] == "invite:members"
        assert (await sdk.client.getOrganizationTokenClaims(BOOK_CLUB)).aud == claims["aud"]
        assert sdk.client.getIdTokenClaims().organizations == [BOOK_CLUB]
        assert sdk.client.getIdTokenClaims().organization_roles == [f"{BOOK_CLUB}:Editor"]
        with pytest.raises(LogtoException, match="user is not a member of the organization"):
            await sdk.client.getOrganizationToken("nosuchclub01")

    asyncio.run(scenario())


def test_the_sdk_hears_of_an_api_that_it_did_not_name(world):
    async def scenario() -> None:
        sdk = SDK(world)
        await sdk.sign_in_as_alice()
        with pytest.raises(LogtoException, match="resource indicator is missing, or unknown"):
            await sdk.client.getAccessToken(API)

    asyncio.run(scenario())


def test_a_machine_gets_a_token_for_the_management_api(world):
    machine = next(app for app in world.config["logto"]["applications"] if app["type"] == "MachineToMachine")
    answer = requests.post(
        world.logto + "/oidc/token",
        auth=(machine["id"], machine["secret"]),
        data={"grant_type": "client_credentials", "resource": "https://default.logto.app/api", "scope": "all"},
        timeout=10,
    )
    assert answer.status_code == 200, answer.text
    claims = verified(world, answer.json()["access_token"]).claims
    assert (claims["sub"], claims["aud"], claims["scope"]) == (machine["id"], "https://default.logto.app/api", "all")
