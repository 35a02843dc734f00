"""Every page of the tutorial as Chromium shows it, on a desk and on a phone, in English and Japanese.

The pictures are kept in `artifacts/pages/`, for people to look at; the tests look at what can be judged without eyes.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
import requests

from support import ARTIFACTS
from support.accessibility import accessibility_faults
from support.chromium import Chromium
from support.journey import MIKA
from support.world import World

WINDOWS = {"desktop": (1280, 800), "phone": (390, 844)}
LANGUAGES = {
    "en": {
        "sign_in": "Sign in",
        "continue": "Continue with Patreon",
        "title": "Sign in to your account",
        "denied": "The user's authorization process is unsuccessful.",
        "lost": "Session not found. Please go back and sign in again.",
    },
    "ja": {
        "sign_in": "サインイン",
        "continue": "Patreon で続ける",
        "title": "アカウントにサインインする",
        "denied": "ユーザーの認証プロセスが失敗しました。",
        "lost": "セッションが見つかりません。もう一度サインインしてください。",
    },
}


@dataclass
class Camera:
    browser: Chromium
    window: str
    language: str

    def take(self, name: str) -> None:
        self.browser.screenshot(ARTIFACTS / "pages" / self.language / self.window / f"{name}.png")
        assert self.browser.overflow() == 0, f"{name} is too wide for a {self.window}"
        assert accessibility_faults(self.browser) == [], name
        assert self.browser.hosts_asked() <= {"localhost"}, f"{name} takes something from elsewhere"
        assert self.browser.complaints() == [], f"{name} causes errors in the browser's console"


@pytest.fixture(params=[(window, language) for language in LANGUAGES for window in WINDOWS], ids="-".join)
def camera(request, chromium) -> Camera:
    window, language = request.param
    chromium.speak(language)
    chromium.resize(*WINDOWS[window])
    return Camera(chromium, window, language)


def test_the_pages_of_a_sign_in(camera, world):
    browser, words = camera.browser, LANGUAGES[camera.language]
    browser.open(world.app.url + "/")
    camera.take("1-app-signed-out")

    browser.press(words["sign_in"])
    browser.expect_at(world.logto + "/sign-in")
    assert words["title"] in browser.text
    assert f'lang="{camera.language}"' in browser.html
    camera.take("2-sign-in")

    browser.press(words["continue"])
    browser.expect_at(world.patreon + "/oauth2/authorize")
    camera.take("3-approval")

    browser.choose("account", MIKA)
    browser.press_button("decision", "deny")
    browser.expect_at(world.logto)
    assert words["denied"] in browser.text
    camera.take("4-denied")

    browser.press(words["continue"])
    browser.choose("account", MIKA)
    browser.press_button("decision", "allow")
    browser.expect_at(world.app.url)
    camera.take("5-app-signed-in")

    browser.open(world.app.url + "/profile")
    camera.take("6-app-profile")


def test_the_pages_of_what_goes_wrong(camera, world):
    browser, words = camera.browser, LANGUAGES[camera.language]
    browser.open(mismatch_at_patreon(world))
    browser.expect_at(world.patreon + "/oauth2/errors")
    camera.take("7-patreon-mismatch")

    browser.open(world.logto + "/sign-in")
    browser.expect_at(world.logto + "/unknown-session")
    assert words["lost"] in browser.text
    browser.complaints()  # Chromium notes the page's status, if that is an error.
    camera.take("8-logto-unknown-session")

    browser.open(world.app.url + "/callback?error=access_denied")
    browser.complaints()  # The app answers with 400, which Chromium notes.
    camera.take("9-app-problem")


def test_the_registration_page(camera, world):
    browser = camera.browser
    browser.open(world.app.url + "/sign-up")
    browser.expect_at(world.logto + "/register")
    camera.take("2-register")


def test_the_pages_of_a_creator_and_of_the_console(camera, world):
    """They speak English alone."""
    if camera.language != "en":
        return
    browser, patreon, console = camera.browser, world.patreon, world.emulator.console
    client = world.patreon_client["id"]
    portal = patreon + "/portal/registration"
    # Something that the pages can show.
    requests.get(mismatch_at_patreon(world), timeout=10)
    requests.get(patreon + "/api/oauth2/v2/identity", headers={"Authorization": "Bearer guess"}, timeout=10)
    wrong = urlencode({"client": client, "redirect_uri": f"{world.logto}/callback/{world.connector_id}/"})
    pages = {
        "a-portal-clients": f"{portal}/register-clients?{wrong}",
        "b-portal-client": f"{portal}/register-clients/{client}",
        "c-portal-webhooks": f"{portal}/register-webhooks",
        "d-connected-apps": f"{patreon}/settings/apps",
        "e-become-patron": mismatch_at_patreon(world).replace("authorize", "become-patron").replace("%2F&", "&"),
        "f-console": f"{console}/console",
        "g-console-memberships": f"{console}/console/memberships",
        "h-console-exchanges": f"{console}/console/exchanges",
    }
    for name, address in pages.items():
        browser.open(address)
        browser.complaints()  # Chromium notes the page's status, if that is an error.
        if name.startswith(("g", "h")):
            browser.driver.execute_script("document.querySelector('details.entry')?.setAttribute('open', '')")
        camera.take(name)


def mismatch_at_patreon(world: World) -> str:
    query = {
        "response_type": "code",
        "client_id": world.patreon_client["id"],
        "redirect_uri": f"{world.logto}/callback/{world.connector_id}/",
        "scope": "identity identity[email]",
        "state": "a-state",
    }
    return f"{world.patreon}/oauth2/authorize?{urlencode(query)}"
