"""The pages between a first page and the application, in Chromium, by the keyboard alone: registering, linking, what is
missing, consent, links with a token, and the pages for those who get no further.

The pictures are kept in `artifacts/accounts/`, for people to look at.
"""

from urllib.parse import urlencode

import pytest
from selenium.webdriver.common.keys import Keys

from support.management import ManagementAPI
from support.visitor import DESKTOP, PHONE, Visitor
from support.world import World, bookstore_in

NEW_PASSWORD = "correct-Horse-7-battery"
# At Patreon, with the address of Logto's Alice.
ALICE_ELSEWHERE, ALICES_ADDRESS = "10008", "alice@example.com"
PLAIN, MEMBERS, REVIEWS = "plainapp0000000000000", "membersonly0000000000", "bookreviews0000000000"


@pytest.fixture
def strict_world(start_world) -> World:
    """People register with a username and a password, and agree to the terms before."""

    def edit(config: dict) -> None:
        logto = config["logto"]
        logto["signInExperience"] |= {
            "signUp": {"identifiers": ["username"], "password": True, "verify": False},
            "agreeToTermsPolicy": "ManualRegistrationOnly",
            "termsOfUseUrl": "https://shop.example/terms",
            "privacyPolicyUrl": "https://shop.example/privacy",
            "supportEmail": "help@shop.example",
            "supportWebsiteUrl": "https://shop.example/help",
            "color": {"primaryColor": "#6139F6", "isDarkModeEnabled": True, "darkPrimaryColor": "#8768F8"},
        }
        logto["users"].append(
            {"id": "suspended001", "username": "sam", "password": NEW_PASSWORD, "isSuspended": True}
        )
        for app, name in ((PLAIN, "Bookstore"), (MEMBERS, "Members only")):
            logto["applications"].append({"id": app, "secret": app, "name": name, "type": "Traditional"})
        by_id = {app["id"]: app for app in logto["applications"]}
        by_id[MEMBERS] |= {"appLevelAccessControlEnabled": True, "accessControl": {"userIds": ["suspended001"]}}
        for app in (PLAIN, MEMBERS, REVIEWS):
            by_id[app]["oidcClientMetadata"] = {"redirectUris": [nowhere(bookstore_in(config))]}

    return start_world(edit)


def nowhere(app: dict) -> str:
    """An address at the application where there is nothing: what counts is that the browser is sent there."""
    return app["oidcClientMetadata"]["redirectUris"][0].replace("/callback", "/nowhere")


class AccountVisitor(Visitor):
    def ask(self, app: str, **extras: str) -> None:
        """Opens what an application sends the browser to."""
        query = {
            "client_id": app,
            "redirect_uri": nowhere(bookstore_in(self.world.config)),
            "response_type": "code",
            "scope": "openid profile email",
        }
        self.browser.open(f"{self.world.logto}/oidc/auth?{urlencode(query | extras)}")

    def fill(self, **fields: str) -> None:
        for name, value in fields.items():
            self.keyboard.tab_to(f"#{name}")
            self.keyboard.type(value)

    def go(self, selector: str) -> None:
        """Follows a link, or presses a button."""
        self.keyboard.tab_to(selector)
        self.keyboard.enter()

    def retype(self, name: str, value: str) -> None:
        self.keyboard.tab_to(f"#{name}")
        self.keyboard.type(Keys.END, Keys.BACKSPACE * 40, value)

    def expect_code(self) -> None:
        self.browser.expect_at(nowhere(bookstore_in(self.world.config)) + "?code=")
        self.browser.complaints()  # Chromium notes that there is nothing.


@pytest.fixture(
    params=[(DESKTOP, "light", "en"), (DESKTOP, "dark", "en"), (PHONE, "light", "ja"), (PHONE, "dark", "en")],
    ids=lambda parameter: "-".join(map(str, parameter)),
)
def visitor(request, chromium, strict_world) -> AccountVisitor:
    window, theme, language = request.param
    visitor = AccountVisitor(chromium, strict_world, "accounts", (window, theme), language)
    visitor.language = language
    yield visitor
    visitor.leave()


def words(visitor: AccountVisitor, english: str, japanese: str) -> str:
    return japanese if visitor.language == "ja" else english


def test_registering_with_a_username(visitor):
    visitor.ask(PLAIN, first_screen="register")
    visitor.expect("/register", words(visitor, "Create your account", "アカウントを作成する"), "1-register")
    visitor.fill(identifier="1neko")
    visitor.keyboard.enter()
    starts = words(visitor, "Username should not start with a number", "ユーザー名は数字で始めることはできません")
    visitor.expect("/register", starts, "2-register-wrong-name")
    visitor.retype("identifier", "neko")
    visitor.keyboard.enter()
    agree = words(visitor, "You must agree to the terms to continue.", "利用規約に同意する必要があります")
    visitor.expect("/register", agree, "3-register-terms")
    visitor.keyboard.tab_to("#termsAgreement")
    visitor.keyboard.type(Keys.SPACE)
    visitor.go("form#first button.primary")
    visitor.expect("/register/password", words(visitor, "Set password", "パスワードを設定する"), "4-password")
    visitor.fill(newPassword="neko", confirmPassword="neko")
    visitor.keyboard.enter()
    short = words(visitor, "Minimum length is 8.", "最小の長さは8です。")
    visitor.expect("/register/password", short, "5-password-too-short")
    visitor.fill(newPassword=NEW_PASSWORD, confirmPassword=NEW_PASSWORD)
    visitor.keyboard.enter()
    visitor.expect_code()


def test_an_account_at_patreon_whose_address_is_known(visitor):
    visitor.ask(PLAIN, direct_sign_in="social:patreon")
    visitor.browser.choose("account", ALICE_ELSEWHERE)
    visitor.browser.press_button("decision", "allow")
    visitor.expect("/social/link/", "alic****@example.com", "6-link-or-create")
    visitor.go('button[value="create"]')
    # The address is somebody else's, a username is missing.
    visitor.expect("/continue/username", words(visitor, "Set username", "ユーザー名を入力する"), "7-username")
    visitor.fill(identifier="alice")
    visitor.keyboard.enter()
    taken = words(visitor, "This username is already in use.", "このユーザー名はすでに使用されています。")
    visitor.expect("/continue/username", taken, "8-username-taken")
    visitor.retype("identifier", "alice_elsewhere")
    visitor.keyboard.enter()
    visitor.expect_code()


def test_linking_it(visitor):
    visitor.ask(PLAIN, direct_sign_in="social:patreon")
    visitor.browser.choose("account", ALICE_ELSEWHERE)
    visitor.browser.press_button("decision", "allow")
    visitor.go('button[value="link"]')
    visitor.expect_code()


def test_consent_to_a_third_party(visitor):
    visitor.ask(REVIEWS, scope="openid profile email urn:logto:scope:organizations")
    visitor.fill(identifier="alice", password="bookstore-alice")
    visitor.keyboard.enter()
    title = words(visitor, "Authorize Book reviews", "Book reviews を承認する")
    visitor.expect("/consent", title, "9-consent")
    visitor.go("form button.primary")
    visitor.expect_code()


def test_a_link_with_a_token(visitor):
    api = ManagementAPI(visitor.world)
    token = api.call("POST", "/one-time-tokens", {"email": ALICES_ADDRESS})["token"]
    visitor.ask(PLAIN, one_time_token=token, login_hint=ALICES_ADDRESS)
    visitor.expect_code()
    visitor.ask(PLAIN, one_time_token=token, login_hint=ALICES_ADDRESS, prompt="login")
    visitor.expect("/one-time-token", words(visitor, "Invalid link", "無効なリンク"), "a-invalid-link")


def test_those_who_get_no_further(visitor):
    visitor.ask(PLAIN)
    visitor.fill(identifier="sam", password=NEW_PASSWORD)
    visitor.keyboard.enter()
    suspended = words(visitor, "Account suspended", "アカウントが停止されています")
    visitor.expect("/account-suspended", suspended, "b-suspended")
    visitor.ask(MEMBERS)
    visitor.fill(identifier="alice", password="bookstore-alice")
    visitor.keyboard.enter()
    visitor.expect("/consent", words(visitor, "Access denied", "アクセスが拒否されました"), "c-access-denied")
