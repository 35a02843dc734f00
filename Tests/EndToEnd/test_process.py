"""The program as seen from outside: ready file, signals, logs, what it remembers, and bytes that are no request."""

import json
import os
import signal
import socket
import subprocess
from datetime import datetime
from urllib.parse import urlencode, urlsplit

import pytest
import requests

from support.emulator import Emulator
from support.form_browser import FormBrowser
from support.journey import MIKA
from support.world import bookstore_in


def test_the_ready_file_tells_where_everything_answers(emulator):
    emulator.start()
    assert emulator.ready.keys() == {"logto", "patreon", "console", "pid"}
    assert emulator.ready["pid"] == emulator.process.pid
    for origin in (emulator.logto, emulator.patreon, emulator.console):
        response = requests.get(origin, timeout=10, allow_redirects=False)
        assert response.headers["X-Emulator"].startswith("logto-emulator/")
        assert origin in emulator.output.read_text()


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_a_signal_ends_it_cleanly_though_clients_are_connected(emulator, name):
    emulator.start()
    visitor = FormBrowser()
    visitor.open(emulator.logto + "/oidc/.well-known/openid-configuration")
    patreon, console = urlsplit(emulator.patreon), urlsplit(emulator.console)
    with (
        socket.create_connection((patreon.hostname, patreon.port)) as silent,
        socket.create_connection((console.hostname, console.port)) as waiting,
    ):
        silent.sendall(b"GET / HTTP/1.1\r\n")
        for path in ("/control/status", "/control/exchanges?path=/never&wait=60"):
            waiting.sendall(f"GET {path} HTTP/1.1\r\nHost: {console.netloc}\r\n\r\n".encode())
        # With the first answer the second request, which has none for a minute, is being answered.
        assert waiting.recv(65536).startswith(b"HTTP/1.1 200 OK")
        emulator.process.send_signal(getattr(signal, name))
        assert emulator.wait() == 0


def test_it_goes_on_when_nobody_reads_what_it_says(emulator):
    """As in `logto-emulator serve 2>&1 | head -1`."""
    read, write = os.pipe()
    os.close(read)
    command = emulator.command("--log-format", "json", "--log-level", "trace")
    emulator.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=write, stderr=write)
    os.close(write)
    emulator.wait_until_ready()
    for _ in range(3):
        assert requests.get(emulator.logto + "/oidc/jwks", timeout=10).ok


def test_the_log_in_json_is_a_line_an_entry(emulator):
    emulator.start("--log-format", "json", "--log-level", "debug")
    requests.get(emulator.patreon + "/oauth2/authorize?client_id=nobody", timeout=10)
    assert emulator.terminate() == 0
    entries = [json.loads(line) for line in emulator.errors.read_text().splitlines()]
    assert entries
    for entry in entries:
        assert entry.keys() >= {"time", "level", "label", "message"}
        assert datetime.fromisoformat(entry["time"]).year > 2000
    assert {"surface", "method", "route", "status"} <= next(
        entry["metadata"].keys() for entry in entries if entry["message"] == "answered"
    )


def test_a_reset_forgets_the_users_and_keeps_the_keys(emulator):
    emulator.start()
    keys = requests.get(emulator.logto + "/oidc/jwks", timeout=10).json()
    sign_in(emulator)
    assert users(emulator) == 2
    emulator.terminate()

    emulator.start()
    assert users(emulator) == 2, "without --reset it remembers"
    emulator.terminate()

    emulator.start("--reset")
    assert users(emulator) == 1, "the one that the configuration names"
    assert requests.get(emulator.logto + "/oidc/jwks", timeout=10).json() == keys


def test_the_console_turns_away_names_that_are_not_its_own(emulator):
    emulator.start()
    for path in ("/console", "/control/status"):
        assert requests.get(emulator.console + path, timeout=10).status_code == 200
        rebound = requests.get(emulator.console + path, headers={"Host": "rebound.example"}, timeout=10)
        assert rebound.status_code == 421
    foreign = requests.post(
        emulator.console + "/control/status", headers={"Origin": "http://rebound.example"}, timeout=10
    )
    assert foreign.status_code == 403


@pytest.mark.parametrize(
    "bytes",
    [
        b"\0\0\0\0",
        b"GET /\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"POST /oidc/token HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        b"POST /oidc/token HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET /\xff\xfe\x00 HTTP/1.1\r\nHost: \xff\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"X: " + b"y" * 200_000 + b"\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01",
    ],
    ids=range(9),
)
def test_bytes_that_are_no_request_do_it_no_harm(emulator, bytes):
    emulator.start()
    for origin in (emulator.logto, emulator.patreon, emulator.console):
        address = urlsplit(origin)
        with socket.create_connection((address.hostname, address.port), timeout=5) as connection:
            connection.sendall(bytes)
            connection.shutdown(socket.SHUT_WR)
            try:
                assert b" 200 " not in connection.recv(65536)
            except (ConnectionResetError, TimeoutError):
                pass
        assert requests.get(origin, timeout=10).headers["X-Emulator"]


def sign_in(emulator: Emulator) -> None:
    application = bookstore_in(emulator.config)
    redirect_uri = application["oidcClientMetadata"]["redirectUris"][0]
    browser = FormBrowser()
    browser.stops_at = redirect_uri
    query = {
        "client_id": application["id"],
        "redirect_uri": redirect_uri,
        "response_type": "code",
        "scope": "openid",
        "prompt": "consent",
        "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        "code_challenge_method": "S256",
    }
    browser.open(f"{emulator.logto}/oidc/auth?{urlencode(query)}")
    browser.press("Continue with Patreon")
    browser.choose("account", MIKA)
    browser.press_button("decision", "allow")
    assert "code=" in browser.url, browser.describe()


def users(emulator: Emulator) -> int:
    return requests.get(emulator.console + "/control/status", timeout=10).json()["counts"]["users"]
