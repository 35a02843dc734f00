"""The control API, as any test suite would call it."""

import requests

from support.world import World


class Control:
    def __init__(self, world: World) -> None:
        self.base = world.emulator.console + "/control"
        self.session = requests.Session()
        self.session.trust_env = False

    def clock(self, **change) -> dict:
        """What time it is in the world, after what was asked for."""
        method = "PUT" if change else "GET"
        answer = self.session.request(method, self.base + "/clock", json=change or None, timeout=10)
        assert answer.ok, answer.text
        return answer.json()

    def reset(self) -> None:
        answer = self.session.post(self.base + "/reset", timeout=10)
        assert answer.status_code == 204, answer.text

    def rotate_keys(self, **choice) -> list[dict]:
        answer = self.session.post(self.base + "/keys/rotate", json=choice, timeout=60)
        assert answer.ok, answer.text
        return answer.json()["keys"]

    def inbox(self) -> list[dict]:
        """What was sent, the newest first."""
        answer = self.session.get(self.base + "/inbox", timeout=10)
        assert answer.ok, answer.text
        return answer.json()
