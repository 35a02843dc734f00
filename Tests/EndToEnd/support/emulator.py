"""The built program, `logto-emulator serve`."""

import json
import os
from pathlib import Path
from typing import Optional

from support.program import Program
from support.waiting import wait_until


def emulator_binary() -> str:
    binary = os.environ.get("EMULATOR_BIN")
    assert binary, "EMULATOR_BIN must name the built program; Scripts/end-to-end builds it and sets this."
    return binary


class Emulator(Program):
    """Chooses free ports when it starts first, and keeps them, its configuration and its database over restarts."""

    def __init__(self, folder: Path, config: dict, ports: tuple[int, int, int] = (0, 0, 0)) -> None:
        super().__init__("emulator", folder)
        self.config = config
        self.ports = ports
        self.config_file = folder / "config.json"
        self.database = folder / "emulator.sqlite"
        self.ready_file = folder / "ready.json"
        self.config_file.write_text(json.dumps(config, ensure_ascii=False, indent=2))

    def command(self, *options) -> list[str]:
        logto, patreon, console = self.ports
        command = [emulator_binary(), "serve", "--config", self.config_file, "--database", self.database]
        command += ["--logto-port", logto, "--patreon-port", patreon, "--console-port", console]
        return [str(part) for part in [*command, "--ready-file", self.ready_file, *options]]

    def run(self, *options, user: Optional[str] = None) -> None:
        """Starts it without waiting for anything; as another user of this machine, where one is named."""
        self.ready_file.unlink(missing_ok=True)
        self.launch(self.command(*options), user=user)

    def start(self, *options) -> None:
        self.run(*options)
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        wait_until(
            lambda: self.ready_file.exists() or not self.is_running,
            lambda: "the emulator never wrote its ready file",
        )
        assert self.ready_file.exists(), f"the emulator ended with exit code {self.process.poll()}"
        self.ready = json.loads(self.ready_file.read_text())
        self.logto, self.patreon, self.console = (self.ready[name] for name in ("logto", "patreon", "console"))

    def restart(self) -> None:
        assert self.terminate() == 0
        self.start()
