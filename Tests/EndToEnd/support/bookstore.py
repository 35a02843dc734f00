"""The tutorial's Flask app, as a process of its own."""

import re
import sys
from pathlib import Path

import requests

from support import REPOSITORY
from support.program import Program
from support.waiting import wait_until

APP = REPOSITORY / "Examples" / "bookstore" / "app.py"


class Bookstore(Program):
    def __init__(self, folder: Path, port: int) -> None:
        super().__init__("bookstore", folder)
        self.port = port
        self.url = f"http://localhost:{port}"

    def start(self, logto: str, app_id: str, app_secret: str) -> None:
        self.launch(
            [sys.executable, APP],
            {
                "LOGTO_ENDPOINT": logto,
                "LOGTO_APP_ID": app_id,
                "LOGTO_APP_SECRET": app_secret,
                "PORT": str(self.port),
                "APP_URL": self.url,
                "PYTHONDONTWRITEBYTECODE": "1",
                "PYTHONUNBUFFERED": "1",
            },
        )
        wait_until(lambda: self.answers() or not self.is_running, lambda: "the app does not answer")
        assert self.is_running, f"the app ended with exit code {self.process.poll()}"

    def close(self) -> None:
        # Flask's development server has no clean ending to ask for.
        if self.is_running:
            self.kill()

    def answers(self) -> bool:
        try:
            with requests.Session() as session:
                session.trust_env = False
                return session.get(self.url, timeout=5).ok
        except requests.ConnectionError:
            return False

    def requests_seen(self) -> list[str]:
        """What the app was asked, one `GET /path` each."""
        return re.findall(r'"([A-Z]+ \S+) HTTP/1\.[01]"', self.said(self.errors))
