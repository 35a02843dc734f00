"""Somebody who walks through pages by the keyboard alone, and takes a picture of each."""

from support import ARTIFACTS
from support.accessibility import accessibility_faults
from support.chromium import Chromium
from support.keyboard import Keyboard
from support.world import World

DESKTOP, PHONE = (1280, 800), (390, 844)


class Visitor:
    """
    :param album: the folder in `artifacts/` for the pictures; a folder in it says what they were taken on.
    :param look: the size of the window, and the colours that the browser prefers: `light` or `dark`.
    """

    def __init__(
        self, browser: Chromium, world: World, album: str, look: tuple[tuple[int, int], str], language: str = "en"
    ) -> None:
        self.browser, self.world, self.keyboard = browser, world, Keyboard(browser)
        window, theme = look
        self.album = ARTIFACTS / album / f"{'phone' if window == PHONE else 'desktop'}-{theme}-{language}"
        browser.speak(language)
        browser.resize(*window)
        browser.cdp("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": theme}])

    def leave(self) -> None:
        """Gives the browser back as it was."""
        self.browser.cdp("Emulation.setEmulatedMedia", features=[])

    def expect(self, path: str, title: str, picture: str) -> None:
        self.browser.expect_at(self.world.logto + path)
        assert title in self.browser.text, self.browser.describe()
        self.browser.screenshot(self.album / f"{picture}.png")
        assert self.browser.overflow() == 0, f"{picture} is too wide"
        assert accessibility_faults(self.browser) == [], picture
        assert self.browser.complaints() == [], f"{picture} causes errors in the browser's console"
