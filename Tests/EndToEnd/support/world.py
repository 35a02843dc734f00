"""The chain under test: the app, Logto and Patreon, with the repository's own configuration."""

import json
from pathlib import Path
from typing import Callable, Optional

from support import REPOSITORY
from support.bookstore import Bookstore
from support.emulator import Emulator
from support.ports import free_port


class World:
    """`edit` may change the configuration before anything starts."""

    def __init__(self, folder: Path, edit: Optional[Callable[[dict], None]] = None) -> None:
        folder.mkdir(parents=True)
        self.app = Bookstore(folder, free_port())
        text = (REPOSITORY / "config.json").read_text()
        self.config = json.loads(text.replace("http://localhost:3000", self.app.url))
        if edit:
            edit(self.config)
        # Fixed, since a world that is restarted must come back where its clients know it.
        self.emulator = Emulator(folder, self.config, (free_port(), free_port(), free_port()))

    def start(self) -> "World":
        self.emulator.start()
        application = bookstore_in(self.config)
        self.app.start(self.logto, application["id"], application["secret"])
        return self

    @property
    def logto(self) -> str:
        return self.emulator.logto

    @property
    def patreon(self) -> str:
        return self.emulator.patreon

    @property
    def connector_id(self) -> str:
        return self.config["logto"]["connectors"][0]["id"]

    @property
    def patreon_client(self) -> dict:
        return patreon_client_in(self.config)


def bookstore_in(config: dict) -> dict:
    return next(app for app in config["logto"]["applications"] if app["name"] == "Bookstore")


def patreon_client_in(config: dict) -> dict:
    """The client that Logto's connector uses."""
    wanted = config["logto"]["connectors"][0]["config"]["clientId"]
    return next(client for client in config["patreon"]["clients"] if client["id"] == wanted)
