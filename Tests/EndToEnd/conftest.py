"""Fixtures of the end-to-end tests: worlds, browsers, and the logs that go with a failure."""

import json
import os
import re
from typing import Callable, Iterator

import pytest
from selenium.common.exceptions import WebDriverException

from support import ARTIFACTS, REPOSITORY
from support.chromium import Chromium
from support.emulator import Emulator
from support.form_browser import FormBrowser
from support.program import Program
from support.receiver import Receiver
from support.world import World

# Everything under test is on this machine, whatever proxy it is set up with.
os.environ["NO_PROXY"] = os.environ["no_proxy"] = "localhost,127.0.0.1"
# Selenium is told where browser and driver are; it has nothing to look for elsewhere.
os.environ["SE_OFFLINE"] = "true"


def pytest_sessionstart() -> None:
    ARTIFACTS.mkdir(exist_ok=True)
    (ARTIFACTS / ".gitignore").write_text("*\n")


@pytest.fixture
def programs() -> list[Program]:
    """The processes of this test; whatever is in here is ended with it."""
    started: list[Program] = []
    yield started
    for program in reversed(started):
        program.close()


@pytest.fixture
def emulator(tmp_path, programs) -> Emulator:
    """The emulator without the app, not yet started, on ports that it chooses itself."""
    emulator = Emulator(tmp_path, json.loads((REPOSITORY / "config.json").read_text()))
    programs.append(emulator)
    return emulator


@pytest.fixture
def start_world(tmp_path, programs) -> Callable[..., World]:
    """Starts a world of this test's own; takes a function that edits its configuration."""

    def start(edit=None) -> World:
        world = World(tmp_path / f"world-{len(programs)}", edit)
        programs.extend([world.emulator, world.app])
        return world.start()

    return start


@pytest.fixture
def world(start_world) -> World:
    """The app, Logto and Patreon as `config.json` describes them."""
    return start_world()


@pytest.fixture(scope="session")
def one_chromium() -> Chromium:
    browser = Chromium()
    yield browser
    browser.close()


@pytest.fixture
def chromium(one_chromium) -> Chromium:
    one_chromium.start_afresh()
    return one_chromium


@pytest.fixture(params=["forms", "chromium"])
def browser(request):
    """Both browsers, one after the other: a client that follows forms, and Chromium."""
    return FormBrowser() if request.param == "forms" else request.getfixturevalue("chromium")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.failed:
        for program in item.funcargs.get("programs", []):
            report.sections.append((f"log of the {program.name}", program.log_tail()))
        browser = item.funcargs.get("chromium", item.funcargs.get("browser"))
        if isinstance(browser, Chromium):
            report.sections.append(("what Chromium showed", last_look(browser, item.name)))
    return report


def last_look(browser: Chromium, test: str) -> str:
    picture = ARTIFACTS / "failures" / (re.sub(r"\W+", "-", test).strip("-") + ".png")
    try:
        browser.screenshot(picture)
        return f"{browser.url}\n{picture}"
    except WebDriverException as error:
        return f"(nothing: {error.msg})"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A server for webhooks."""
    server = Receiver()
    yield server
    server.close()
