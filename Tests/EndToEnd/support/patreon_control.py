"""Patreon's part of the control API, as any test suite would call it."""

import requests

CREATOR = "10004"
CAMPAIGN = "900001"


def add_campaign(config: dict) -> None:
    """A campaign of the persona who owns the default configuration's client."""
    config["patreon"]["campaigns"] = [
        {
            "id": CAMPAIGN,
            "owner": CREATOR,
            "name": "Cleo makes things",
            "tiers": [
                {"id": "700010", "title": "Silver", "amountCents": 500},
                {"id": "700020", "title": "Gold", "amountCents": 1000},
            ],
        }
    ]


class Control:
    def __init__(self, world) -> None:
        self.root = world.emulator.console + "/control/patreon"

    def ask(self, method: str, path: str, body=None) -> dict:
        answer = requests.request(method, self.root + path, json=body, timeout=15)
        assert answer.ok, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None
