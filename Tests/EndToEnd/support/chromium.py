"""Debian's headless Chromium behind the same verbs as the form browser, and the screenshots only it can take."""

import base64
import os
import re
import shutil
from pathlib import Path
from urllib.parse import urlsplit

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException, WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

from support.waiting import wait_until

QUIET = [
    "--headless=new",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-sync",
    "--hide-scrollbars",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-proxy-server",
]


class Chromium:
    def __init__(self) -> None:
        browser, driver = shutil.which("chromium"), shutil.which("chromedriver")
        assert browser and driver, "chromium and chromium-driver are missing: run Scripts/setup-tests"
        options = webdriver.ChromeOptions()
        options.binary_location = browser
        for argument in QUIET:
            options.add_argument(argument)
        if os.geteuid() == 0:
            # Its sandbox refuses to work for root, which is who runs CI.
            options.add_argument("--no-sandbox")
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
        self.driver.set_page_load_timeout(30)

    def close(self) -> None:
        self.driver.quit()

    def start_afresh(self) -> None:
        """As if it had just been installed: no page, no cookies, English, a desktop's window."""
        self.driver.get("about:blank")
        self.cdp("Network.clearBrowserCookies")
        self.cdp("Network.clearBrowserCache")
        self.speak("en")
        self.resize(1280, 800)
        self.complaints()

    # What the page says

    @property
    def url(self) -> str:
        return self.driver.current_url

    @property
    def html(self) -> str:
        return self.driver.page_source

    @property
    def text(self) -> str:
        return " ".join(self.driver.find_element(By.TAG_NAME, "body").text.split())

    # What a person does

    def open(self, url: str) -> None:
        self.driver.get(url)

    def fill(self, name: str, value: str) -> None:
        field = self.need(f'input[name="{name}"], textarea[name="{name}"]')
        field.clear()
        field.send_keys(value)

    def choose(self, name: str, value: str) -> None:
        choice = self.need(f'input[name="{name}"][value="{value}"]')
        if not choice.is_selected():
            # Where the radio button itself is hidden by style, a person clicks its label.
            label = "return arguments[0].labels && arguments[0].labels[0]"
            target = choice if choice.is_displayed() else self.driver.execute_script(label, choice)
            target.click()
        assert choice.is_selected()

    def choose_option(self, name: str, value: str) -> None:
        self.need(f'select[name="{name}"] option[value="{value}"]').click()

    def press(self, label: str) -> None:
        candidates = self.driver.find_elements(By.CSS_SELECTOR, "button, input[type=submit], a[href]")
        labels = [" ".join((c.text or c.get_attribute("value") or "").split()) for c in candidates]
        matches = [c for c, text in zip(candidates, labels) if text == label]
        matches += [c for c, text in zip(candidates, labels) if label in text]
        assert matches, f"no button or link reads {label!r}; {self.describe()}"
        self.click(matches[0])

    def press_button(self, name: str, value: str) -> None:
        self.click(self.need(f'button[name="{name}"][value="{value}"], input[name="{name}"][value="{value}"]'))

    def confirm_sign_out(self) -> None:
        """JavaScript submits the form; all there is to do is wait."""
        stations = {"/oidc/session/end", "/oidc/session/end/confirm"}
        wait_until(
            lambda: urlsplit(self.url).path not in stations and self.is_loaded(),
            lambda: f"the sign-out form was not submitted; {self.describe()}",
        )

    def expect_at(self, prefix: str) -> None:
        wait_until(
            lambda: self.url.startswith(prefix) and self.is_loaded(),
            lambda: f"expected to be at {prefix}…; {self.describe()}",
            deadline=10,
        )

    # How it is looked at

    def speak(self, language: str) -> None:
        agent = self.driver.execute_script("return navigator.userAgent")
        self.cdp("Emulation.setUserAgentOverride", userAgent=agent, acceptLanguage=language)

    def resize(self, width: int, height: int) -> None:
        phone = width < 600
        self.cdp("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=phone)

    def screenshot(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        picture = self.cdp("Page.captureScreenshot", format="png", captureBeyondViewport=True)["data"]
        file.write_bytes(base64.b64decode(picture))

    def hosts_asked(self) -> set[str]:
        """The hosts from which this page took anything."""
        script = "return performance.getEntriesByType('resource').map(entry => entry.name)"
        urls = self.driver.execute_script(script)
        return {urlsplit(url).hostname for url in urls if re.match("https?:", url)}

    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        return self.driver.execute_script(
            "return Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)"
        )

    def complaints(self) -> list[str]:
        """Errors that pages caused in the browser's console since the last call."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]

    # How it is done

    def cdp(self, command: str, **parameters) -> dict:
        return self.driver.execute_cdp_cmd(command, parameters)

    def need(self, selector: str) -> WebElement:
        found = self.driver.find_elements(By.CSS_SELECTOR, selector)
        assert found, f"the page has no {selector}; {self.describe()}"
        return found[0]

    def click(self, element: WebElement) -> None:
        """Clicks, and comes back when the next page is there."""
        before = self.driver.find_element(By.TAG_NAME, "html")
        element.click()
        wait_until(
            lambda: is_gone(before) and self.is_loaded(),
            lambda: f"the click led nowhere; {self.describe()}",
        )

    def is_loaded(self) -> bool:
        return self.driver.execute_script("return document.readyState") == "complete"

    def describe(self) -> str:
        return f"at {self.url}, which says: {self.text[:600]}"


def is_gone(element: WebElement) -> bool:
    try:
        element.is_enabled()
        return False
    except StaleElementReferenceException:
        return True
    except WebDriverException:
        # While one document replaces the other, the driver may have no answer at all: the next look will tell.
        return False
