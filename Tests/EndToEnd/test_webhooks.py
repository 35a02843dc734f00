"""Webhooks over real HTTP, judged by Python's own hmac."""

import hashlib
import hmac
import json
import socketserver
import threading

import pytest
import requests

from support.patreon_control import CAMPAIGN, Control, add_campaign
from support.ports import free_port
from support.waiting import wait_until


@pytest.fixture
def world(start_world):
    return start_world(add_campaign)


def register(world, control: Control, uri: str, triggers: list[str]) -> dict:
    """As a creator's own program does it: with the creator's token, at Patreon's API."""
    client = control.ask("GET", f"/clients/{world.patreon_client['id']}")
    answer = requests.post(
        world.patreon + "/api/oauth2/v2/webhooks",
        headers={"Authorization": f"Bearer {client['creatorToken']['accessToken']}"},
        json={
            "data": {
                "type": "webhook",
                "attributes": {"triggers": triggers, "uri": uri},
                "relationships": {"campaign": {"data": {"type": "campaign", "id": CAMPAIGN}}},
            }
        },
        timeout=10,
    )
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


def test_a_webhook_is_called_and_its_signature_holds(world, receiver):
    control = Control(world)
    webhook = register(world, control, receiver.url, ["members:create", "members:pledge:create"])
    member = control.ask("POST", "/members", {"account": "10003", "campaign": CAMPAIGN, "tier": "700010"})

    wait_until(lambda: len(receiver.calls) == 2, lambda: f"the receiver was called {len(receiver.calls)} times")
    assert [call.headers["X-Patreon-Event"] for call in receiver.calls] == ["members:create", "members:pledge:create"]
    for call in receiver.calls:
        secret = webhook["attributes"]["secret"].encode()
        assert call.headers["X-Patreon-Signature"] == hmac.new(secret, call.body, hashlib.md5).hexdigest()
        assert call.headers["Content-Type"] == "application/json"
        body = json.loads(call.body)
        assert body["data"]["id"] == member["id"]
        assert body["data"]["attributes"]["full_name"] == "Zoë Żółć 山田 太郎"
        assert body["included"][0]["type"] == "campaign"
        # Byte for byte what Python itself would write.
        assert call.body == json.dumps(body, separators=(",", ":"), sort_keys=True).encode()


def test_what_failed_is_delivered_with_the_next_success(world, receiver):
    control = Control(world)
    webhook = register(world, control, receiver.url, ["members:create"])
    receiver.answers = [500]
    control.ask("POST", "/members", {"account": "10001", "campaign": CAMPAIGN})
    wait_until(
        lambda: control.ask("GET", f"/webhooks/{webhook['id']}")["numConsecutiveTimesFailed"] == 1,
        lambda: "the failure was not noted",
    )
    control.ask("POST", "/members", {"account": "10002", "campaign": CAMPAIGN})
    wait_until(lambda: len(receiver.calls) == 3, lambda: f"the receiver was called {len(receiver.calls)} times")
    assert receiver.calls[0].body == receiver.calls[2].body
    wait_until(
        lambda: control.ask("GET", f"/webhooks/{webhook['id']}")["numConsecutiveTimesFailed"] == 0,
        lambda: "the failures were not forgotten",
    )


def test_a_receiver_that_is_not_there_is_noted_and_can_be_called_again(world, receiver):
    control = Control(world)
    webhook = control.ask("POST", "/webhooks", {"uri": receiver.url, "campaign": CAMPAIGN, "triggers": []})
    test = control.ask("POST", f"/webhooks/{webhook['id']}/test", {"event": "members:update"})
    assert [attempt["status"] for attempt in test["attempts"]] == [200]
    gone = control.ask("PATCH", f"/webhooks/{webhook['id']}", {"uri": "http://127.0.0.1:9/hook"})
    again = control.ask("POST", f"/deliveries/{test['id']}/redeliver")
    assert [attempt["status"] for attempt in again["attempts"]] == [200, None]
    assert gone["uri"] == "http://127.0.0.1:9/hook"
    assert len(receiver.calls) == 1


def test_a_receiver_that_takes_no_connection_is_asked_once(world):
    """One that hangs up on the TLS handshake, since connections that are refused cannot be counted."""
    taken = []

    class HangUp(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            taken.append(self.client_address)

    with socketserver.TCPServer(("127.0.0.1", free_port()), HangUp) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}).start()
        try:
            control = Control(world)
            uri = f"https://127.0.0.1:{server.server_address[1]}/hook"
            webhook = control.ask("POST", "/webhooks", {"uri": uri, "campaign": CAMPAIGN, "triggers": []})
            test = control.ask("POST", f"/webhooks/{webhook['id']}/test", {"event": "members:update"})
        finally:
            server.shutdown()
    assert [attempt["answer"] for attempt in test["attempts"]] == ["The receiver could not be reached."]
    assert len(taken) == 1
