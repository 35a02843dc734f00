"""Logto's webhooks over real HTTP, judged by Python's own hmac (spec `logto-management-api.md` §8)."""

import hashlib
import hmac
import json

from support.form_browser import FormBrowser
from support.journey import sign_in_with_patreon
from support.management import ManagementAPI
from support.waiting import wait_until


def test_a_new_user_and_their_sign_in_are_told_with_signatures_that_hold(world, receiver):
    api = ManagementAPI(world)
    hook = api.call(
        "POST",
        "/hooks",
        {
            "name": "bookstore",
            "events": ["PostRegister", "PostSignIn"],
            "config": {"url": receiver.url, "headers": {"X-Shop": "Bookstore"}},
        },
    )
    sign_in_with_patreon(FormBrowser(), world)
    wait_until(lambda: len(receiver.calls) == 1, lambda: f"the receiver was called {len(receiver.calls)} times")
    sign_in_with_patreon(FormBrowser(), world)
    wait_until(lambda: len(receiver.calls) == 2, lambda: f"the receiver was called {len(receiver.calls)} times")

    bodies = [json.loads(call.body) for call in receiver.calls]
    assert [body["event"] for body in bodies] == ["PostRegister", "PostSignIn"]
    (user,) = api.call("GET", "/users?search=%25Mika%25")
    for call, body in zip(receiver.calls, bodies):
        signature = hmac.new(hook["signingKey"].encode(), call.body, hashlib.sha256).hexdigest()
        assert call.headers["logto-signature-sha-256"] == signature
        assert call.headers["User-Agent"] == "Logto (https://logto.io/)"
        assert call.headers["X-Shop"] == "Bookstore"
        assert body["hookId"] == hook["id"]
        assert body["user"]["id"] == user["id"]
        assert body["application"]["name"] == "Bookstore"
    logs = api.call("GET", f"/hooks/{hook['id']}/recent-logs")
    assert {log["payload"]["result"] for log in logs} == {"Success"}


def test_a_receiver_that_fails_is_logged_in_its_own_words(world, receiver):
    """§8.5: the status line as it came over the wire."""
    api = ManagementAPI(world)
    hook = api.call("POST", "/hooks", {"events": ["Role.Created"], "config": {"url": receiver.url}})
    receiver.answers = [503]
    api.call("POST", "/roles", {"name": "reader", "description": "reads"})
    logs = f"/hooks/{hook['id']}/recent-logs"
    wait_until(lambda: api.call("GET", logs), lambda: "nothing was logged")
    (log,) = api.call("GET", logs)
    assert log["payload"]["result"] == "Error"
    status = "503 Service Unavailable"
    assert log["payload"]["error"] == f"HTTPError: Request failed with status code {status}: POST {receiver.url}"
