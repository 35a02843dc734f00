"""`logto-emulator check`: what it says of a configuration."""

import json
import subprocess
from pathlib import Path

import pytest

from support import REPOSITORY
from support.emulator import emulator_binary
from support.world import patreon_client_in


@pytest.fixture
def config() -> dict:
    return json.loads((REPOSITORY / "config.json").read_text())


def check(folder: Path, config: dict) -> subprocess.CompletedProcess:
    (folder / "config.json").write_text(json.dumps(config))
    return run(folder)


def run(folder: Path, *options: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [emulator_binary(), "check", *options], cwd=folder, capture_output=True, text=True, timeout=10
    )


def test_the_repositorys_own_configuration_is_in_order(tmp_path, config):
    checked = check(tmp_path, config)
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "config.json is in order.\n", "")
    assert [path.name for path in tmp_path.iterdir()] == ["config.json"], "checking makes nothing"


def test_another_file_can_be_named(tmp_path):
    path = str(REPOSITORY / "config.json")
    assert run(tmp_path, "--config", path).stdout == f"{path} is in order.\n"
    missing = run(tmp_path, "--config", "missing.json")
    assert missing.returncode == 78
    assert missing.stderr.startswith("The configuration missing.json cannot be read")


def test_all_problems_are_named_at_once_with_their_paths(tmp_path, config):
    config["logto"]["aplications"] = []
    config["logto"]["users"].append({"id": config["logto"]["users"][0]["id"], "isSuspended": "no"})
    config["logto"]["signInExperience"]["socialSignInConnectorTargets"] = ["github"]
    config["patreon"]["clients"][0]["owner"] = "1"
    checked = check(tmp_path, config)
    assert checked.returncode == 78
    assert checked.stdout == ""
    paths = [line.split(": ")[1] for line in checked.stderr.splitlines()]
    assert sorted(paths) == [
        "logto.aplications",
        "logto.signInExperience.socialSignInConnectorTargets[0]",
        "logto.users[1].id",
        "logto.users[1].isSuspended",
        "patreon.clients[0].owner",
    ]
    assert all(line.startswith("config.json: ") for line in checked.stderr.splitlines())


@pytest.mark.parametrize(
    "uri",
    [
        "http://localhost:3000/callback",
        "https://localhost:3001/callback/patreon00001",
        "http://localhost:3001/callback/patreon00001/",
        "http://localhost:3001/callback/patreon",
    ],
)
def test_a_second_hop_that_does_not_fit_is_named_with_what_to_add(tmp_path, config, uri):
    patreon_client_in(config)["redirectUris"] = [uri]
    checked = check(tmp_path, config)
    assert checked.returncode == 78
    assert "patreon.clients[0].redirectUris: lacks http://localhost:3001/callback/patreon00001" in checked.stderr
    assert "${logto}/callback/patreon00001" in checked.stderr


def test_a_connector_for_no_client_is_named(tmp_path, config):
    config["logto"]["connectors"][0]["config"]["clientId"] = "nobody"
    checked = check(tmp_path, config)
    assert checked.returncode == 78
    assert 'logto.connectors[0].config.clientId: is "nobody"' in checked.stderr
