"""Codes by e-mail in Chromium, by the keyboard alone: somebody signs in with one, a newcomer registers with one, and
somebody whose password is forgotten, or has expired, gets a new one.

The pictures are kept in `artifacts/codes/`, for people to look at.
"""

import pytest
from selenium.webdriver.common.keys import Keys

from support.connectors import EMAIL
from support.control import Control
from support.journey import expect_signed_in, sign_out
from support.visitor import DESKTOP, PHONE, Visitor
from support.world import World

ALICE = "alice@example.com"
ALICES_PASSWORD = "bookstore-alice"
NEW_PASSWORD = "correct-Horse-7-battery"


@pytest.fixture
def world_of_codes(start_world) -> World:
    def edit(config: dict) -> None:
        logto = config["logto"]
        logto["connectors"].append(EMAIL)
        logto["signInExperience"] |= {
            "signIn": {
                "methods": [
                    {
                        "identifier": "email",
                        "password": True,
                        "verificationCode": True,
                        "isPasswordPrimary": False,
                    },
                ]
            },
            "signUp": {"identifiers": ["email"], "password": False, "verify": True},
            "forgotPasswordMethods": ["EmailVerificationCode"],
            "color": {"primaryColor": "#6139F6", "isDarkModeEnabled": True, "darkPrimaryColor": "#8768F8"},
        }

    return start_world(edit)


class CodeVisitor(Visitor):
    def name(self, address: str, path: str = "/") -> None:
        """Says at the application's sign-in who one is."""
        self.browser.open(self.world.app.url + path)
        if path == "/":
            self.browser.press("Sign in")
        self.keyboard.tab_to("#identifier")
        self.keyboard.type(address)
        self.keyboard.enter()

    @property
    def code(self) -> str:
        return Control(self.world).inbox()[0]["code"]

    def enter(self, code: str) -> None:
        """As on Logto's page, a digit in each field."""
        assert self.keyboard.is_at("[name=passcode_0]")
        for digit in code:
            self.keyboard.type(digit, Keys.TAB)
        self.keyboard.enter()


@pytest.fixture(
    params=[(DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "light"), (PHONE, "dark")],
    ids=lambda parameter: "-".join(map(str, parameter)),
)
def visitor(request, chromium, world_of_codes) -> CodeVisitor:
    visitor = CodeVisitor(chromium, world_of_codes, "codes", request.param)
    yield visitor
    visitor.leave()


def test_signing_in_with_a_code_and_a_forgotten_password(visitor):
    browser, keyboard = visitor.browser, visitor.keyboard
    visitor.name(ALICE)
    visitor.expect("/sign-in/verification-code", "Verify your email", "1-code")
    wrong = "000000" if visitor.code != "000000" else "000001"
    visitor.enter(wrong)
    visitor.expect("/sign-in/verification-code", "Invalid verification code.", "2-wrong-code")
    visitor.enter(visitor.code)
    expect_signed_in(browser, visitor.world)
    sign_out(browser, visitor.world)

    visitor.name(ALICE)
    keyboard.tab_to('a[href^="/sign-in/password"]')
    keyboard.enter()
    visitor.expect("/sign-in/password", "Enter password", "3-password-instead")
    keyboard.tab_to('a[href^="/forgot-password"]')
    keyboard.enter()
    visitor.expect("/forgot-password", "Reset password", "4-forgot-password")
    keyboard.tab_to("#identifier")
    if not browser.need("#identifier").get_attribute("value"):
        keyboard.type(ALICE)
    keyboard.enter()
    visitor.expect("/forgot-password/verification-code", ALICE, "5-code-for-reset")
    # All of it in the first field, as a paste leaves it.
    keyboard.type(visitor.code)
    keyboard.enter()
    visitor.expect("/forgot-password/reset", "New password", "6-new-password")
    keyboard.tab_to("#newPassword")
    keyboard.type(NEW_PASSWORD, Keys.TAB, NEW_PASSWORD)
    keyboard.enter()
    visitor.expect("/sign-in", "Password changed", "7-password-changed")
    keyboard.tab_to("#identifier")
    assert browser.need("#identifier").get_attribute("value") == ALICE
    keyboard.enter()
    keyboard.tab_to('a[href^="/sign-in/password"]')
    keyboard.enter()
    keyboard.tab_to("#password")
    keyboard.type(NEW_PASSWORD)
    keyboard.enter()
    expect_signed_in(browser, visitor.world)


def test_a_password_that_has_expired(start_world, chromium):
    def edit(config: dict) -> None:
        logto = config["logto"]
        logto["connectors"].append(EMAIL)
        logto["signInExperience"] |= {
            "forgotPasswordMethods": ["EmailVerificationCode"],
            "passwordExpiration": {"enabled": True, "validPeriodDays": 30},
        }
        logto["users"][0]["isPasswordExpired"] = True

    world = start_world(edit)
    visitor = CodeVisitor(chromium, world, "codes/expired", (PHONE, "light"))
    keyboard = visitor.keyboard

    def sign_in(password: str) -> None:
        keyboard.tab_to("#identifier")
        keyboard.type("alice", Keys.TAB, password)
        keyboard.enter()

    chromium.open(world.app.url)
    chromium.press("Sign in")
    sign_in(ALICES_PASSWORD)
    visitor.expect("/sign-in", "Your password has expired.", "1-expired")
    keyboard.tab_to("button.primary")
    keyboard.enter()
    visitor.expect("/forgot-password", "Reset password", "2-forgot-password")
    assert keyboard.is_at("#identifier")
    keyboard.type(ALICE)
    keyboard.enter()
    visitor.expect("/forgot-password/verification-code", ALICE, "3-code")
    visitor.enter(visitor.code)
    visitor.expect("/forgot-password/reset", "New password", "4-new-password")
    keyboard.tab_to("#newPassword")
    keyboard.type(NEW_PASSWORD, Keys.TAB, NEW_PASSWORD)
    keyboard.enter()
    visitor.expect("/sign-in", "Password changed", "5-password-changed")
    sign_in(NEW_PASSWORD)
    expect_signed_in(chromium, world)


def test_registering_with_a_code(world_of_codes, chromium):
    visitor = CodeVisitor(chromium, world_of_codes, "codes/register", (PHONE, "light"))
    visitor.name("neko@example.com", path="/sign-up")
    visitor.expect("/register/verification-code", "neko@example.com", "1-code")
    visitor.enter(visitor.code)
    chromium.expect_at(world_of_codes.app.url)
    chromium.start_afresh()
    # Whoever is not known yet may become so.
    visitor.name("inu@example.com")
    visitor.enter(visitor.code)
    visitor.expect("/sign-in/verification-code", "Nobody has an account", "2-nobody-yet")
    visitor.keyboard.tab_to("button.primary")
    visitor.keyboard.enter()
    chromium.expect_at(world_of_codes.app.url)
