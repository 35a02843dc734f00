"""The device flow: a television set polls, and a person with a browser signs it in."""

import pytest
import requests

from support.journey import MIKA, approve, to_patreon
from support.world import World

DEVICE = "televisionset00000000"
GRANT = "urn:ietf:params:oauth:grant-type:device_code"


@pytest.fixture
def device_world(start_world):
    def edit(config: dict) -> None:
        config["logto"]["applications"].append(
            {"id": DEVICE, "name": "Television", "type": "Native", "customClientMetadata": {"isDeviceFlow": True}}
        )

    return start_world(edit)


class Television:
    """Knows the issuer and its own id; everything else it is told."""

    def __init__(self, world: World) -> None:
        self.http = requests.Session()
        self.http.trust_env = False
        self.provider = self.http.get(world.logto + "/oidc/.well-known/openid-configuration", timeout=10).json()
        answer = self.http.post(
            self.provider["device_authorization_endpoint"],
            data={"client_id": DEVICE, "scope": "openid offline_access profile"},
            timeout=10,
        )
        assert answer.status_code == 200, answer.text
        self.shown = answer.json()

    def ask(self) -> requests.Response:
        return self.http.post(
            self.provider["token_endpoint"],
            data={"client_id": DEVICE, "grant_type": GRANT, "device_code": self.shown["device_code"]},
            timeout=10,
        )

    def refresh(self, token: str) -> requests.Response:
        return self.http.post(
            self.provider["token_endpoint"],
            data={"client_id": DEVICE, "grant_type": "refresh_token", "refresh_token": token},
            timeout=10,
        )

    def user(self, access_token: str) -> dict:
        headers = {"Authorization": f"Bearer {access_token}"}
        return self.http.get(self.provider["userinfo_endpoint"], headers=headers, timeout=10).json()


def test_a_person_types_the_code_and_the_device_is_signed_in(device_world, browser):
    television = Television(device_world)
    assert television.ask().json()["error"] == "authorization_pending"

    browser.open(television.shown["verification_uri"])
    browser.expect_at(device_world.logto + "/device")
    assert "Device activation" in browser.text, browser.describe()
    # People do not type capitals.
    browser.fill("user_code", television.shown["user_code"].lower().replace("-", " "))
    browser.press("Continue")
    browser.expect_at(device_world.logto + "/sign-in")
    to_patreon(browser, device_world)
    approve(browser, device_world, MIKA)
    browser.expect_at(device_world.logto + "/device/success")
    assert "Your device is now connected!" in browser.text, browser.describe()

    tokens = television.ask().json()
    assert tokens["scope"] == "openid offline_access profile", tokens
    assert television.user(tokens["access_token"])["name"] == "Mika Example"
    renewed = television.refresh(tokens["refresh_token"]).json()
    assert television.user(renewed["access_token"])["name"] == "Mika Example"
    assert television.ask().json()["error"] == "invalid_grant"


def test_a_wrong_code_can_be_corrected(device_world, browser):
    television = Television(device_world)
    browser.open(television.shown["verification_uri"])
    browser.fill("user_code", "BBBB-BBBB")
    browser.press("Continue")
    assert "The device code is invalid." in browser.text, browser.describe()
    browser.fill("user_code", television.shown["user_code"])
    browser.press("Continue")
    browser.expect_at(device_world.logto + "/sign-in")


def test_a_sign_in_can_be_called_off(device_world, chromium):
    # The address has the code in it: with JavaScript there is nothing to type.
    television = Television(device_world)
    chromium.open(television.shown["verification_uri_complete"])
    chromium.expect_at(television.shown["verification_uri_complete"])
    chromium.press("Cancel")
    assert "The sign-in request was interrupted." in chromium.text, chromium.describe()
    assert television.ask().json()["error"] == "access_denied"
    assert television.ask().json()["error"] == "invalid_grant"
