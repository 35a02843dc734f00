"""What people do, in words that both browsers understand."""

from bs4 import BeautifulSoup

from support.world import World

MIKA = "10001"


def to_sign_in_page(browser, world: World) -> None:
    browser.open(world.app.url + "/")
    browser.press("Sign in")
    browser.expect_at(world.logto + "/sign-in")


def to_patreon(browser, world: World) -> None:
    browser.press("Continue with Patreon")
    browser.expect_at(world.patreon + "/oauth2/authorize")


def approve(browser, world: World, account: str = MIKA) -> None:
    browser.choose("account", account)
    browser.press_button("decision", "allow")


def sign_in_with_patreon(browser, world: World, account: str = MIKA) -> None:
    to_sign_in_page(browser, world)
    to_patreon(browser, world)
    approve(browser, world, account)
    expect_signed_in(browser, world)


def expect_signed_in(browser, world: World) -> None:
    browser.expect_at(world.app.url + "/")
    assert "You are signed in." in browser.text, browser.describe()


def sign_out(browser, world: World) -> None:
    browser.open(world.app.url + "/sign-out")
    browser.confirm_sign_out()
    browser.expect_at(world.app.url + "/")
    assert "You are not signed in." in browser.text, browser.describe()


class Profile:
    """The app's profile page: the ID token, its claims, and what the userinfo endpoint answered."""

    def __init__(self, browser, world: World) -> None:
        browser.open(world.app.url + "/profile")
        browser.expect_at(world.app.url + "/profile")
        page = BeautifulSoup(browser.html, "html.parser")
        id_token = page.find(id="id-token")
        assert id_token, f"no profile; {browser.describe()}"
        self.id_token = id_token.get_text().strip()
        self.claims = self.table(page, "claims")
        self.user_info = self.table(page, "user-info")

    @staticmethod
    def table(page: BeautifulSoup, id: str) -> dict[str, str]:
        rows = page.find(id=id).find_all("tr")
        return {row.th.get_text(): row.td.get_text() for row in rows if row.td}
