"""The mode in which Logto's own test suites run: what those send and read, against the built program."""

import json
from pathlib import Path

import requests

HEADERS = {"development-user-id": "integration-test-admin-user"}
MAIL = Path("/tmp/logto/mock_email_record.txt")


def call(method: str, url: str, body=None):
    answer = requests.request(method, url, json=body, headers=HEADERS, timeout=10)
    assert answer.ok, answer.text
    return answer.json() if answer.content else None


def test_what_logtos_suites_begin_with(emulator):
    emulator.start("--integration-test")
    # Every file of those suites sends this first, to the console's origin.
    settings = {"signInMode": "SignInAndRegister", "sentinelPolicy": {}}
    assert call("PATCH", emulator.console + "/api/sign-in-exp", settings)["signInMode"] == "SignInAndRegister"
    api = emulator.logto + "/api"
    assert call("GET", api + "/applications/demo-app")["name"] == "Live Preview"
    template = {"usageType": "Generic", "type": "text/plain", "subject": "Hello", "content": "{{code}}"}
    config = {"apiKey": "key", "fromEmail": "from@example.com", "templates": [template]}
    call("POST", api + "/connectors", {"connectorId": "mock-email-service", "config": config})
    call("POST", api + "/verification-codes", {"email": "somebody@example.com"})
    record = json.loads(MAIL.read_text())
    assert record["address"] == "somebody@example.com"
    assert record["type"] == "Generic"
    call(
        "POST",
        api + "/verification-codes/verify",
        {"email": "somebody@example.com", "verificationCode": record["code"]},
    )
    social = {"connectorId": "mock-social-connector", "config": {"clientId": "a", "clientSecret": "b"}}
    connector = call("POST", api + "/connectors", social)
    address = call(
        "POST",
        f"{api}/connectors/{connector['id']}/authorization-uri",
        {"state": "random_state", "redirectUri": "http://localhost/callback"},
    )
    assert address["redirectTo"].startswith("http://mock-social/?state=random_state&redirect_uri=")


def test_without_the_mode_nobody_gets_in(emulator):
    emulator.start()
    for url in (emulator.logto + "/api/users", emulator.logto + "/api/connector-factories"):
        assert requests.get(url, headers=HEADERS, timeout=10).status_code == 401
    assert requests.get(emulator.console + "/api/sign-in-exp", headers=HEADERS, timeout=10).status_code == 404
