"""A person at Chromium without a mouse."""

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from support.chromium import Chromium, is_gone
from support.waiting import wait_until


class Keyboard:
    def __init__(self, browser: Chromium) -> None:
        self.browser = browser

    def type(self, *keys: str) -> None:
        ActionChains(self.browser.driver).send_keys(*keys).perform()

    def tab_to(self, selector: str) -> None:
        """Presses the tab key until that is where the keyboard is."""
        for _ in range(40):
            if self.is_at(selector):
                return
            self.type(Keys.TAB)
        raise AssertionError(f"the tab key never leads to {selector}; {self.browser.describe()}")

    def is_at(self, selector: str) -> bool:
        return self.browser.driver.execute_script("return document.activeElement.matches(arguments[0])", selector)

    def enter(self) -> None:
        """Presses the enter key, and comes back when the next page is there."""
        before = self.browser.driver.find_element(By.TAG_NAME, "html")
        self.type(Keys.ENTER)
        wait_until(
            lambda: is_gone(before) and self.browser.is_loaded(),
            lambda: f"the enter key led nowhere; {self.browser.describe()}",
        )
