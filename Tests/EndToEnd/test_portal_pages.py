"""The creator's pages as Chromium shows them, on a desk and on a phone; the pictures are in `artifacts/pages/`."""

import pytest

from support.journey import sign_in_with_patreon
from support.patreon_control import CAMPAIGN, Control, add_campaign
from support.receiver import Receiver
from test_pages import WINDOWS, Camera


@pytest.fixture(params=WINDOWS)
def camera(request, chromium) -> Camera:
    chromium.resize(*WINDOWS[request.param])
    return Camera(chromium, request.param, "en")


@pytest.fixture
def world(start_world):
    return start_world(add_campaign)


def test_the_pages_of_clients(camera, world):
    browser, portal = camera.browser, world.patreon + "/portal/registration/register-clients"
    browser.open(portal)
    camera.take("20-portal-clients")
    browser.press("Create Client")
    camera.take("21-portal-new-client")
    browser.fill("name", "My app")
    browser.fill("redirect_uris", "myapp://callback http://localhost:3000/callback")
    browser.press("Create Client")
    browser.complaints()  # The page answers with 400, which Chromium notes.
    camera.take("22-portal-problems")
    browser.fill("description", "Greets everybody")
    browser.fill("redirect_uris", "http://localhost:3000/callback, https://example.com/callback")
    browser.choose_option("owner", "10004")
    browser.press("Create Client")
    browser.expect_at(portal)
    assert "The client was created." in browser.text
    camera.take("23-portal-created")


def test_the_page_of_connected_apps(camera, world):
    browser = camera.browser
    sign_in_with_patreon(browser, world)
    browser.open(world.patreon + "/settings/apps?account=10001")
    camera.take("24-connected-apps")
    browser.press("Disconnect")
    camera.take("25-disconnected-app")
    browser.press("Revoke permissions")
    assert "No app is connected to this account." in browser.text


def test_the_pages_of_webhooks_and_memberships(camera, world):
    browser, control, receiver = camera.browser, Control(world), Receiver()
    try:
        browser.open(world.patreon + "/portal/registration/register-webhooks")
        browser.fill("uri", receiver.url)
        browser.press("Add Webhook")
        receiver.answers = [200, 503]
        browser.press("Send Test")
        control.ask("POST", "/members", {"account": "10001", "campaign": CAMPAIGN, "tier": "700010"})
        control.ask("POST", "/run")
        browser.open(world.patreon + "/portal/registration/register-webhooks")
        camera.take("26-portal-webhooks")
        browser.open(world.emulator.console + "/console/memberships")
        camera.take("27-memberships")
        browser.driver.find_element("css selector", "details.entry > summary").click()
        camera.take("28-membership")
    finally:
        receiver.close()
