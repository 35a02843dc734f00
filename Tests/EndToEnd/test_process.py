"""The program as seen from a shell: ready file, signals, exit codes, and what it says when it cannot start."""

import json
import signal
import socket
from urllib.parse import urlsplit

import pytest
import requests

from support.emulator import Emulator
from support.form_browser import FormBrowser
from support.ports import free_port
from support.world import World

PORT_TAKEN = 69
BAD_CONFIGURATION = 78


@pytest.fixture
def emulator(tmp_path, programs) -> Emulator:
    """The emulator without the app, not yet started, on ports that it chooses itself."""
    emulator = Emulator(tmp_path, World(tmp_path / "unused").config)
    programs.append(emulator)
    return emulator


def the_one_line(emulator: Emulator) -> str:
    lines = emulator.errors.read_text().strip().splitlines()
    assert len(lines) == 1, f"one sentence, not {lines}"
    return lines[0]


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
    address = urlsplit(emulator.patreon)
    with socket.create_connection((address.hostname, address.port)) as silent:
        silent.sendall(b"GET / HTTP/1.1\r\n")
        emulator.process.send_signal(getattr(signal, name))
        # Promised within a second; a busy machine is given more. Waiting for the connections would take far longer.
        assert emulator.wait(deadline=5) == 0


def test_a_taken_port_is_named_in_one_sentence(emulator):
    port = free_port()
    with socket.create_server(("127.0.0.1", port)):
        emulator.ports = (0, port, 0)
        emulator.run()
        assert emulator.wait() == PORT_TAKEN
    assert str(port) in the_one_line(emulator)
    assert not emulator.ready_file.exists()


def test_a_mistake_in_the_configuration_is_named_in_one_sentence(emulator):
    config = json.loads(emulator.config_file.read_text())
    config["logto"]["aplications"] = config["logto"].pop("applications")
    emulator.config_file.write_text(json.dumps(config))
    emulator.run()
    assert emulator.wait() == BAD_CONFIGURATION
    assert "aplications" in the_one_line(emulator)
    assert not emulator.ready_file.exists()


def test_a_configuration_that_is_not_json_is_named_in_one_sentence(emulator):
    emulator.config_file.write_text("{")
    emulator.run()
    assert emulator.wait() == BAD_CONFIGURATION
    assert "config.json" in the_one_line(emulator)
