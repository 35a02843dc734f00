"""The tutorial's setting, built from nothing through the Management API alone, and used by the official SDK's app."""

from support.form_browser import FormBrowser
from support.journey import Profile, sign_in_with_patreon
from support.management import MACHINE, ManagementAPI
from support.world import World


def only_a_machine(config: dict) -> None:
    """Of Logto nothing is left but the application that may use the API."""
    machine = next(app for app in config["logto"]["applications"] if app["id"] == MACHINE)
    config["logto"] = {"applications": [machine]}


def test_a_setting_that_is_built_through_the_api_signs_people_in(tmp_path, programs):
    world = World(tmp_path / "world", only_a_machine)
    programs.extend([world.emulator, world.app])
    patreon_client = world.config["patreon"]["clients"][0]
    world.emulator.start()
    api = ManagementAPI(world)

    application = api.call(
        "POST",
        "/applications",
        {
            "name": "Bookstore",
            "type": "Traditional",
            "oidcClientMetadata": {
                "redirectUris": [world.app.url + "/callback"],
                "postLogoutRedirectUris": [world.app.url + "/"],
            },
        },
    )
    secret = api.call("GET", f"/applications/{application['id']}/secrets")[0]["value"]
    api.call(
        "POST",
        "/connectors",
        {
            "id": "patreon00001",
            "connectorId": "patreon-universal",
            "config": {"clientId": patreon_client["id"], "clientSecret": patreon_client["secret"]},
        },
    )
    api.call(
        "PATCH",
        "/sign-in-exp",
        {
            "socialSignInConnectorTargets": ["patreon"],
            "signUp": {"identifiers": [], "password": False, "verify": False},
        },
    )
    world.app.start(world.logto, application["id"], secret)

    browser = FormBrowser()
    sign_in_with_patreon(browser, world)
    profile = Profile(browser, world)
    (user,) = api.call("GET", "/users?search=%25Mika%25")
    assert profile.claims["sub"] == user["id"]
    assert user["identities"]["patreon"]["userId"] == "10001"
    assert user["applicationId"] == application["id"]
