"""What the program says when it cannot start: an exit code, one sentence that names the thing and what to do, and
nothing of an existing database is touched."""

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import tempfile
from pathlib import Path
from typing import Optional

import pytest

from support.emulator import Emulator, emulator_binary
from support.ports import free_port

USAGE = 64
UNAVAILABLE = 69
CONFIGURATION = 78


@pytest.fixture
def used(emulator) -> Emulator:
    """An emulator that ran before: it has a database, which its end left as one file."""
    emulator.start()
    assert emulator.terminate() == 0
    emulator.output.unlink()
    emulator.errors.unlink()
    assert not list(emulator.database.parent.glob("*-wal"))
    return emulator


@pytest.fixture
def unprivileged(emulator) -> Optional[str]:
    """A user whom modes of files hold back; the emulator's files are in a folder that this one may enter."""
    folder = Path(tempfile.mkdtemp(prefix="emulator-"))
    folder.chmod(0o755)
    ready = Path(tempfile.mkdtemp(prefix="emulator-ready-"))
    ready.chmod(0o777)
    emulator.config_file = Path(shutil.copy(emulator.config_file, folder))
    emulator.database = folder / "emulator.sqlite"
    emulator.ready_file = ready / "ready.json"
    yield "nobody" if os.geteuid() == 0 else None
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o700)
    shutil.rmtree(folder)
    shutil.rmtree(ready)


class Unchanged:
    """Holds that a database's file is byte for byte what it was."""

    def __init__(self, emulator: Emulator) -> None:
        self.file = emulator.database

    def __enter__(self) -> None:
        self.before = self.file.read_bytes()

    def __exit__(self, *_) -> None:
        assert self.file.read_bytes() == self.before


# Ports


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_taken_port(used, place):
    port = free_port()
    with socket.create_server(("127.0.0.1", port)), Unchanged(used):
        used.ports = tuple(port if place == index else 0 for index in range(3))
        used.run()
        used.expect_end(UNAVAILABLE, f"Port {port}", "choose another port")
    assert not used.ready_file.exists()


def test_a_port_that_another_emulator_has(used, tmp_path, programs):
    (tmp_path / "other").mkdir()
    other = Emulator(tmp_path / "other", used.config)
    programs.append(other)
    other.start()
    used.ports = (0, 0, int(other.console.rsplit(":", 1)[1]))
    with Unchanged(used):
        used.run()
        used.expect_end(UNAVAILABLE, f"Port {used.ports[2]}")


# The ready file


def test_a_ready_file_in_a_folder_that_is_not_there(emulator):
    emulator.ready_file = emulator.ready_file.parent / "missing" / "ready.json"
    emulator.run()
    emulator.expect_end(UNAVAILABLE, f"The ready file {emulator.ready_file} cannot be written", "--ready-file")
    assert not emulator.database.exists(), "nothing is made for nothing"


# The configuration


def test_a_configuration_that_is_not_there(emulator):
    emulator.config_file.unlink()
    emulator.run()
    emulator.expect_end(CONFIGURATION, str(emulator.config_file), "--config")
    assert not emulator.database.exists(), "nothing is made for nothing"


def test_a_configuration_that_is_a_folder(emulator):
    emulator.config_file.unlink()
    emulator.config_file.mkdir()
    emulator.run()
    emulator.expect_end(CONFIGURATION, str(emulator.config_file), "--config")


def test_a_configuration_that_may_not_be_read(emulator, unprivileged):
    emulator.config_file.chmod(0)
    emulator.run(user=unprivileged)
    emulator.expect_end(CONFIGURATION, str(emulator.config_file), "--config")


@pytest.mark.parametrize("text", ["", "{", "{'a': 1}", "\0", "[" * 100_000, "// a comment\n{}"])
def test_a_configuration_that_is_not_json(emulator, text):
    emulator.config_file.write_text(text)
    emulator.run()
    assert emulator.wait() == CONFIGURATION
    (line,) = emulator.errors.read_text().splitlines()
    assert line.startswith(f"{emulator.config_file}: is not JSON: ")
    assert not emulator.database.exists()


def test_a_mistake_in_the_configuration(used):
    used.config["logto"]["aplications"] = used.config["logto"].pop("applications")
    used.config_file.write_text(json.dumps(used.config))
    with Unchanged(used):
        used.run()
        assert used.wait() == CONFIGURATION
    assert "logto.aplications: is not a known key" in used.errors.read_text()
    assert used.output.read_text() == ""
    assert not used.ready_file.exists()


def test_a_configuration_that_clashes_with_what_was_made_at_run_time(used):
    with sqlite3.connect(used.database) as database:
        database.execute("update users set id = 'elsewhere001'")
    database.close()
    used.run()
    used.expect_end(CONFIGURATION, str(used.database), "--reset")
    with sqlite3.connect(used.database) as database:
        assert database.execute("select id from users").fetchall() == [("elsewhere001",)]
    database.close()


# The database


def test_a_locked_database(used):
    holder = sqlite3.connect(used.database, isolation_level=None)
    holder.execute("begin exclusive")
    with Unchanged(used):
        used.run()
        used.expect_end(UNAVAILABLE, f"The database {used.database} is locked", "end that program")
    holder.execute("rollback")
    holder.close()


@pytest.mark.parametrize(
    "damage",
    [
        lambda bytes: os.urandom(len(bytes)),
        lambda bytes: b"not a database",
        lambda bytes: bytes[: len(bytes) // 2],
        lambda bytes: bytes[:4096] + bytes[4096:8192][::-1] + bytes[8192:],
        lambda bytes: b"\0" * len(bytes),
    ],
    ids=["random bytes", "text", "truncated", "a page turned round", "zeros"],
)
def test_a_damaged_database(used, damage):
    used.database.write_bytes(damage(used.database.read_bytes()))
    with Unchanged(used):
        used.run()
        used.expect_end(UNAVAILABLE, f"The database {used.database} is damaged", "restore a copy")
    assert sorted(path.name for path in used.database.parent.glob("emulator.sqlite*")) == ["emulator.sqlite"]


def test_a_newer_database(used):
    with sqlite3.connect(used.database) as database:
        database.execute("insert into grdb_migrations values ('v9999_something_new')")
    database.close()
    with Unchanged(used):
        used.run()
        used.expect_end(UNAVAILABLE, f"The database {used.database} was written by a newer version")


@pytest.mark.parametrize("options", [[], ["--reset"]], ids=["as it is", "--reset"])
def test_another_programs_database(emulator, options):
    with sqlite3.connect(emulator.database) as database:
        database.execute("create table notes (text)")
        database.execute("insert into notes values ('mine')")
    database.close()
    with Unchanged(emulator):
        emulator.run(*options)
        emulator.expect_end(UNAVAILABLE, f"The database {emulator.database} belongs to another program")


def test_a_database_in_a_folder_that_is_not_there(emulator):
    emulator.database = emulator.database.parent / "missing" / "emulator.sqlite"
    emulator.run()
    emulator.expect_end(UNAVAILABLE, f"The database {emulator.database} cannot be opened", "--database")


@pytest.mark.parametrize(
    ("file_mode", "folder_mode"),
    [(0o444, 0o777), (0o666, 0o555), (0o444, 0o555), (0o000, 0o777)],
    ids=["a file that may only be read", "a folder that may only be read", "both", "a file that may not be read"],
)
def test_a_database_that_may_not_be_written(emulator, unprivileged, file_mode, folder_mode):
    emulator.start()
    assert emulator.terminate() == 0
    emulator.output.unlink()
    emulator.errors.unlink()
    emulator.ready_file.unlink()
    with Unchanged(emulator):
        emulator.database.chmod(file_mode)
        emulator.database.parent.chmod(folder_mode)
        emulator.run(user=unprivileged)
        emulator.expect_end(UNAVAILABLE, f"The database {emulator.database} cannot be written", "writable")
        emulator.database.parent.chmod(0o755)
        emulator.database.chmod(0o644)


def test_a_folder_in_which_no_database_may_be_made(emulator, unprivileged):
    emulator.database.parent.chmod(0o555)
    emulator.run(user=unprivileged)
    emulator.expect_end(UNAVAILABLE, f"The database {emulator.database} cannot be written", "writable")
    assert not emulator.database.exists()


# The command line


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--no-such-option"], "--no-such-option"),
        (["--logto-port", "x"], "logto-port"),
        (["--logto-port", "65536"], "65536"),
        (["--console-port", "-1"], "console-port"),
        (["--logto-port", "4001", "--patreon-port", "4001"], "4001"),
        (["--patreon-port", "3001"], "3001"),
        (["--host", "0.0.0.0"], "--allow-remote"),
        (["--host", "192.0.2.1"], "--allow-remote"),
        (["--host", "0.0.0.0", "--allow-remote", "--integration-test"], "--integration-test"),
        (["--log-level", "loud"], "loud"),
        (["--log-format", "xml"], "xml"),
        (["no-such-command"], "no-such-command"),
        (["check", "--database", "x"], "--database"),
    ],
    ids=" ".join,
)
def test_wrong_usage(tmp_path, arguments, word):
    ended = subprocess.run(
        [emulator_binary(), *arguments], cwd=tmp_path, capture_output=True, text=True, timeout=10
    )
    assert ended.returncode == USAGE
    assert word in ended.stderr
    assert ended.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_logtos_test_mode_by_the_environment_on_another_address(tmp_path):
    ended = subprocess.run(
        [emulator_binary(), "--host", "0.0.0.0", "--allow-remote"],
        cwd=tmp_path,
        env={**os.environ, "INTEGRATION_TEST": "true"},
        capture_output=True,
        text=True,
        timeout=10,
    )
    assert ended.returncode == USAGE
    assert "INTEGRATION_TEST" in ended.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_address_that_is_not_this_machines(emulator):
    emulator.run("--host", "192.0.2.1", "--allow-remote")
    emulator.expect_end(UNAVAILABLE, "192.0.2.1", "--host")
