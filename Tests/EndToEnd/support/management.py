"""Logto's Management API, as a script with the machine's application of the example uses it."""

import requests

from support.world import World

MACHINE = "managementapi00000000"


class ManagementAPI:
    def __init__(self, world: World) -> None:
        self.root = world.logto + "/api"
        machine = next(app for app in world.config["logto"]["applications"] if app["id"] == MACHINE)
        answer = requests.post(
            world.logto + "/oidc/token",
            data={"grant_type": "client_credentials", "resource": "https://default.logto.app/api", "scope": "all"},
            auth=(machine["id"], machine["secret"]),
            timeout=10,
        )
        self.headers = {"Authorization": "Bearer " + answer.json()["access_token"]}

    def call(self, method: str, path: str, body=None):
        answer = requests.request(method, self.root + path, json=body, headers=self.headers, timeout=10)
        assert answer.ok, answer.text
        return answer.json() if answer.content else None
