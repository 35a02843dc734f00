"""Second factors in Chromium, by the keyboard alone: an authenticator app and backup codes are set up by somebody who
registers, and asked for when they come again.

The pictures are kept in `artifacts/second-factors/`, for people to look at.
"""

import base64
from urllib.parse import unquote

import pytest
from selenium.webdriver.common.keys import Keys

from support import totp
from support.connectors import EMAIL
from support.control import Control
from support.journey import expect_signed_in, sign_out
from support.visitor import DESKTOP, PHONE, Visitor
from support.world import World

PASSWORD = "correct-Horse-7-battery"
ALICES_PASSWORD = "bookstore-alice"
BACK_UP = {
    "en": ("Add authenticator app", "Save your backup code", "2-step verification"),
    "ja": ("認証アプリを追加", "バックアップコードを保存", "2段階認証"),
}


@pytest.fixture
def strict_world(start_world) -> World:
    def edit(config: dict) -> None:
        settings = config["logto"]["signInExperience"]
        settings["signUp"] = {"identifiers": ["username"], "password": True, "verify": False}
        settings["mfa"] = {"factors": ["Totp", "BackupCode"], "policy": "Mandatory"}
        settings["color"] = {"primaryColor": "#6139F6", "isDarkModeEnabled": True, "darkPrimaryColor": "#8768F8"}

    return start_world(edit)


class FactorVisitor(Visitor):
    def register(self, name: str) -> None:
        self.browser.open(self.world.app.url + "/sign-up")
        self.keyboard.tab_to("#identifier")
        self.keyboard.type(name)
        self.keyboard.enter()
        self.keyboard.tab_to("#newPassword")
        self.keyboard.type(PASSWORD, Keys.TAB, PASSWORD)
        self.keyboard.enter()

    def sign_in(self, name: str, password: str = PASSWORD) -> None:
        self.browser.open(self.world.app.url + "/")
        self.browser.press("サインイン" if "-ja" in self.album.name else "Sign in")
        self.keyboard.tab_to("#identifier")
        self.keyboard.type(name, Keys.TAB, password)
        self.keyboard.enter()

    @property
    def shown_secret(self) -> str:
        return self.browser.need(".key code").text


@pytest.fixture(
    params=[
        (DESKTOP, "light", "en"),
        (DESKTOP, "dark", "en"),
        (PHONE, "light", "en"),
        (PHONE, "dark", "en"),
        (PHONE, "light", "ja"),
    ],
    ids=lambda parameter: "-".join(map(str, parameter)),
)
def visitor(request, chromium, strict_world) -> FactorVisitor:
    *look, language = request.param
    visitor = FactorVisitor(chromium, strict_world, "second-factors", look, language)
    yield visitor
    visitor.leave()


def test_an_app_and_backup_codes_from_the_registration_on(visitor):
    browser, keyboard = visitor.browser, visitor.keyboard
    language = "ja" if visitor.album.name.endswith("ja") else "en"
    add_app, save_codes, verification = BACK_UP[language]

    visitor.register("neko")
    visitor.expect("/mfa-binding/Totp", add_app, "1-app")
    secret = visitor.shown_secret
    picture = browser.need(".qr-code img")
    assert browser.driver.execute_script("return arguments[0].naturalWidth", picture) > 100
    keyboard.tab_to("[name=totpCode_0]")
    keyboard.type("000000")
    keyboard.enter()
    visitor.expect("/mfa-binding/Totp", add_app, "2-app-wrong-code")
    assert visitor.shown_secret == secret
    assert keyboard.is_at("[name=totpCode_0]")
    # As on Logto's page, a digit in each field.
    for digit in totp.code(secret):
        keyboard.type(digit, Keys.TAB)
    keyboard.enter()

    visitor.expect("/mfa-binding/BackupCode", save_codes, "3-backup-codes")
    codes = [item.text for item in browser.driver.find_elements("css selector", ".backup-codes code")]
    assert len(codes) == 10
    file = browser.need("a[download]").get_attribute("href")
    assert base64.b64decode(unquote(file).split(",")[1]).decode().split() == codes
    keyboard.tab_to("button[type=submit]")
    keyboard.enter()
    browser.expect_at(visitor.world.app.url)

    if language == "en":
        expect_signed_in(browser, visitor.world)
        sign_out(browser, visitor.world)
    else:
        browser.start_afresh()
        browser.speak("ja")
        browser.resize(*PHONE)

    visitor.sign_in("neko")
    visitor.expect("/mfa-verification/Totp", verification, "4-code")
    assert keyboard.is_at("[name=totpCode_0]")
    keyboard.type("999999" if totp.code(secret) != "999999" else "888888")
    visitor.browser.screenshot(visitor.album / "5-code-typed-at-once.png")
    keyboard.enter()
    visitor.expect("/mfa-verification/Totp", verification, "6-code-wrong")
    keyboard.tab_to('.switch a[href^="/mfa-verification"]')
    keyboard.enter()
    visitor.expect("/mfa-verification", verification, "7-methods")
    keyboard.tab_to('a[href^="/mfa-verification/BackupCode"]')
    keyboard.enter()
    visitor.expect("/mfa-verification/BackupCode", verification, "8-backup-code")
    keyboard.type(codes[3])
    keyboard.enter()
    browser.expect_at(visitor.world.app.url)

    browser.start_afresh()
    browser.speak(language)
    visitor.sign_in("neko")
    browser.expect_at(visitor.world.logto + "/mfa-verification/Totp")
    keyboard.type(totp.code(secret))
    keyboard.enter()
    browser.expect_at(visitor.world.app.url)


def test_an_offer_that_is_declined(start_world, chromium):
    def edit(config: dict) -> None:
        settings = config["logto"]["signInExperience"]
        settings["mfa"] = {"factors": ["Totp", "BackupCode"], "policy": "UserControlled"}

    world = start_world(edit)
    visitor = FactorVisitor(chromium, world, "second-factors", (DESKTOP, "light"))
    visitor.sign_in("alice", ALICES_PASSWORD)
    visitor.expect("/mfa-onboarding", "Turn on 2-step verification", "0-offer")
    visitor.keyboard.tab_to("button.primary")
    visitor.keyboard.enter()
    visitor.expect("/mfa-binding/Totp", "Add authenticator app", "1-app-optional")
    visitor.keyboard.tab_to("button.quiet")
    visitor.keyboard.enter()
    expect_signed_in(chromium, world)


def test_one_of_several_methods(start_world, chromium):
    def edit(config: dict) -> None:
        logto = config["logto"]
        logto["connectors"].append(EMAIL)
        logto["signInExperience"]["mfa"] = {"factors": ["Totp", "EmailVerificationCode"], "policy": "Mandatory"}
        del logto["users"][0]["primaryEmail"]

    world = start_world(edit)
    visitor = FactorVisitor(chromium, world, "second-factors/several-methods", (PHONE, "light"))
    keyboard = visitor.keyboard

    visitor.sign_in("alice", ALICES_PASSWORD)
    visitor.expect("/mfa-binding", "Add 2-step verification", "1-methods")
    keyboard.tab_to('a[href^="/mfa-binding/EmailVerificationCode"]')
    keyboard.enter()
    visitor.expect("/mfa-binding/EmailVerificationCode", "Link email", "2-address")
    assert keyboard.is_at("[name=identifier]")
    keyboard.type("alice@example.com")
    keyboard.enter()
    visitor.expect("/continue/verification-code", "alice@example.com", "3-code")
    keyboard.type(Control(world).inbox()[0]["code"])
    keyboard.enter()
    expect_signed_in(chromium, world)

    sign_out(chromium, world)
    visitor.sign_in("alice", ALICES_PASSWORD)
    visitor.expect("/mfa-verification/EmailVerificationCode", "alic****@example.com", "4-code-at-sign-in")
    keyboard.tab_to("form.aside button")
    keyboard.enter()
    visitor.expect("/mfa-verification/EmailVerificationCode", "Another code is on its way.", "5-another-code")
    keyboard.type(Control(world).inbox()[0]["code"])
    keyboard.enter()
    expect_signed_in(chromium, world)
