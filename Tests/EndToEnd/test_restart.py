"""What the server has said survives its own end, the polite one and the other."""

import requests

from support.journey import (
    Profile,
    approve,
    expect_signed_in,
    sign_in_with_patreon,
    sign_out,
    to_patreon,
    to_sign_in_page,
)


def test_a_sign_in_goes_on_after_a_restart_in_its_middle(browser, world):
    to_sign_in_page(browser, world)
    world.emulator.restart()
    to_patreon(browser, world)
    world.emulator.restart()
    approve(browser, world)
    expect_signed_in(browser, world)


def test_the_session_is_known_after_a_restart(browser, world):
    sign_in_with_patreon(browser, world)
    before = Profile(browser, world)
    world.emulator.restart()

    # The app's access token still counts, and so does the session at Logto: nothing is asked.
    assert Profile(browser, world).user_info == before.user_info
    browser.open(world.app.url + "/sign-in")
    expect_signed_in(browser, world)
    assert Profile(browser, world).claims["sub"] == before.claims["sub"]


def test_a_sign_in_survives_kill_9(browser, world):
    sign_in_with_patreon(browser, world)
    world.emulator.kill()
    world.emulator.start()

    profile = Profile(browser, world)
    sign_out(browser, world)
    sign_in_with_patreon(browser, world)
    assert Profile(browser, world).claims["sub"] == profile.claims["sub"]


def test_the_signing_keys_are_kept_over_a_restart(world):
    before = keys_of(world)
    world.emulator.restart()
    assert keys_of(world) == before


def keys_of(world) -> dict:
    return requests.get(world.logto + "/oidc/jwks", timeout=10).json()
