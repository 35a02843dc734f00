"""The tutorial, walked by both browsers: app → Logto → Patreon → Logto → app."""

import json

from support.form_browser import FormBrowser
from support.journey import (
    MIKA,
    Profile,
    approve,
    expect_signed_in,
    sign_in_with_patreon,
    sign_out,
    to_patreon,
    to_sign_in_page,
)
from support.world import bookstore_in

DENIED = "The user's authorization process is unsuccessful."


def test_a_patron_signs_in_and_the_app_knows_who_it_is(browser, world):
    sign_in_with_patreon(browser, world)
    assert "Welcome, Mika Example" in browser.text

    profile = Profile(browser, world)
    assert profile.claims["name"] == "Mika Example"
    assert profile.claims["email"] == "mika@example.test"
    assert profile.claims["aud"] == bookstore_in(world.config)["id"]
    assert profile.claims["iss"] == world.logto + "/oidc"
    assert profile.user_info["sub"] == profile.claims["sub"]
    assert json.loads(profile.user_info["identities"])["patreon"]["userId"] == MIKA


def test_a_second_sign_in_goes_straight_through(browser, world):
    sign_in_with_patreon(browser, world)
    browser.open(world.app.url + "/sign-in")
    # No page asked anything in between: nothing was pressed.
    expect_signed_in(browser, world)


def test_signing_out_holds_at_the_app_and_at_logto(browser, world):
    sign_in_with_patreon(browser, world)
    sign_out(browser, world)
    browser.open(world.app.url + "/sign-in")
    browser.expect_at(world.logto + "/sign-in")


def test_the_same_persona_is_the_same_user_again(browser, world):
    sign_in_with_patreon(browser, world)
    first = Profile(browser, world).claims["sub"]
    sign_out(browser, world)
    sign_in_with_patreon(browser, world)
    assert Profile(browser, world).claims["sub"] == first


def test_two_personas_are_two_users(browser, world):
    sign_in_with_patreon(browser, world)
    mika = Profile(browser, world).claims["sub"]
    sign_out(browser, world)
    sign_in_with_patreon(browser, world, another_persona(world.config))
    assert Profile(browser, world).claims["sub"] != mika


def another_persona(config: dict) -> str:
    """One without a twist in its story, and unknown to Logto."""
    known = {user.get("primaryEmail") for user in config["logto"]["users"]}
    for account in config["patreon"]["accounts"]:
        plain = not account.get("behaviours") and account.get("isEmailVerified", True)
        if plain and account["id"] != MIKA and account.get("email") not in known:
            return account["id"]
    raise AssertionError("config.json has no second persona that simply signs in")


def test_sign_up_starts_on_the_registration_page(browser, world):
    browser.open(world.app.url + "/")
    browser.press("Create an account")
    browser.expect_at(world.logto + "/register")
    to_patreon(browser, world)
    approve(browser, world)
    expect_signed_in(browser, world)


def test_a_user_of_logto_signs_in_with_a_password(browser, world):
    to_sign_in_page(browser, world)
    browser.fill("identifier", "alice")
    browser.fill("password", "bookstore-alice")
    browser.press("Sign in")
    expect_signed_in(browser, world)
    assert Profile(browser, world).claims["username"] == "alice"


def test_a_wrong_password_is_refused_and_may_be_corrected(browser, world):
    to_sign_in_page(browser, world)
    browser.fill("identifier", "alice")
    browser.fill("password", "not-her-password")
    browser.press("Sign in")
    browser.expect_at(world.logto)
    assert "Incorrect account or password. Please check your input." in browser.text
    browser.fill("identifier", "alice")
    browser.fill("password", "bookstore-alice")
    browser.press("Sign in")
    expect_signed_in(browser, world)


def test_who_denies_at_patreon_is_back_at_logto_and_may_try_again(browser, world):
    to_sign_in_page(browser, world)
    to_patreon(browser, world)
    browser.choose("account", MIKA)
    browser.press_button("decision", "deny")
    browser.expect_at(world.logto)
    assert DENIED in browser.text
    assert not [request for request in world.app.requests_seen() if "/callback" in request]

    to_patreon(browser, world)
    approve(browser, world)
    expect_signed_in(browser, world)


def test_the_wire_goes_through_every_station_of_the_chain(world):
    browser = FormBrowser()
    sign_in_with_patreon(browser, world)
    stations = [
        f"GET {world.app.url}/sign-in",
        f"GET {world.logto}/oidc/auth?",
        f"GET {world.logto}/sign-in?app_id=",
        f"GET {world.patreon}/oauth2/authorize?",
        f"POST {world.patreon}/api/oauth2/authorize",
        f"GET {world.logto}/callback/{world.connector_id}?",
        f"GET {world.logto}/oidc/auth/",
        f"GET {world.app.url}/callback?code=",
    ]
    remaining = iter(browser.history)
    for station in stations:
        assert any(visit.startswith(station) for visit in remaining), f"{station} missing in {browser.history}"


def test_the_apps_session_fits_into_what_a_browser_keeps_of_a_cookie(world):
    browser = FormBrowser()
    sign_in_with_patreon(browser, world)
    cookie = browser.session.cookies["bookstore_session"]
    assert len(cookie) < 4000
