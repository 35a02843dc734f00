"""The record and failures on demand, over sockets: what only a real connection shows."""

import threading

import pytest
import requests

from support.emulator import Emulator


@pytest.fixture
def control(emulator: Emulator) -> str:
    emulator.start()
    return emulator.console + "/control"


def arm(control: str, **fault) -> None:
    answer = requests.post(control + "/faults", json=fault, timeout=10)
    assert answer.status_code == 201, answer.text


def test_a_dropped_connection_is_a_dropped_connection(emulator, control):
    arm(control, endpoint="/oidc/jwks", fault="dropped")
    with pytest.raises(requests.ConnectionError):
        requests.get(emulator.logto + "/oidc/jwks", timeout=10)
    assert requests.get(emulator.logto + "/oidc/jwks", timeout=10).json()["keys"]


def test_a_late_answer_is_later_than_the_client_waits(emulator, control):
    arm(control, endpoint="/api/oauth2/v2/identity", delay="PT30S")
    with pytest.raises(requests.Timeout):
        requests.get(emulator.patreon + "/api/oauth2/v2/identity", timeout=0.5)
    assert requests.get(emulator.patreon + "/api/oauth2/v2/identity", timeout=10).status_code == 401


def test_broken_json_has_a_length_that_fits(emulator, control):
    arm(control, endpoint="/oidc/jwks", fault="malformedJSON")
    answer = requests.get(emulator.logto + "/oidc/jwks", timeout=10)
    assert answer.status_code == 200 and answer.content
    with pytest.raises(requests.exceptions.JSONDecodeError):
        answer.json()


def test_one_can_wait_for_a_request(emulator, control):
    found = []

    def wait() -> None:
        answer = requests.get(control + "/exchanges", params={"path": "*/token", "wait": 30}, timeout=40)
        found.extend(answer.json()["exchanges"])

    waiting = threading.Thread(target=wait)
    waiting.start()
    form = {"grant_type": "authorization_code", "code": "x" * 30, "client_id": "nobody", "client_secret": "hush"}
    sent = requests.post(emulator.patreon + "/api/oauth2/token", data=form, timeout=10)
    waiting.join(40)
    assert [exchange["decision"]["reason"] for exchange in found] == ["No client has the id nobody."]
    assert str(found[0]["number"]) == sent.headers["X-Emulator-Exchange"]
    assert found[0]["request"]["form"]["code"] == "xxxx… (30 characters)"
    assert found[0]["request"]["form"]["client_secret"] == "… (4 characters)"
