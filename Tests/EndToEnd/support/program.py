"""A program under test: started, watched and ended by its process id, with all that it said kept in a file."""

import os
import re
import signal
import subprocess
from pathlib import Path
from typing import Optional

COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class Program:
    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.output = folder / f"{name}.out"
        self.errors = folder / f"{name}.err"
        self.process: Optional[subprocess.Popen] = None

    def launch(self, command: list, environment: Optional[dict] = None, user: Optional[str] = None) -> None:
        assert not self.is_running, f"{self.name} runs already"
        # Appended to, so that after a restart the log still tells what was before.
        with self.output.open("ab") as output, self.errors.open("ab") as errors:
            self.process = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=errors,
                env={**os.environ, **(environment or {})},
                user=user,
            )

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def wait(self, deadline: float = 10.0) -> int:
        """Its exit code, once it has ended by itself."""
        try:
            return self.process.wait(deadline)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"{self.name} did not end within {deadline:g} seconds") from None

    def expect_end(self, code: int, *words: str) -> None:
        """It ends by itself, with one sentence that says why, and nothing on standard output."""
        assert self.wait() == code, self.log_tail()
        lines = self.said(self.errors).splitlines()
        assert len(lines) == 1, f"one sentence, not {lines}"
        for word in words:
            assert word in lines[0], f"{word} is not in: {lines[0]}"
        assert lines[0].rstrip().endswith("."), lines[0]
        assert self.said(self.output) == ""

    def terminate(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.wait()

    def kill(self) -> None:
        """`kill -9`: no chance to tidy up."""
        self.process.kill()
        self.process.wait()

    def close(self) -> None:
        """At the end of a test: nothing of it is left behind, whatever happened."""
        if not self.is_running:
            return
        try:
            self.terminate()
        except AssertionError:
            self.kill()
            raise

    @staticmethod
    def said(file: Path) -> str:
        return COLOUR.sub("", file.read_text(errors="replace")) if file.exists() else ""

    def log_tail(self, lines: int = 60) -> str:
        parts = []
        for file in (self.output, self.errors):
            if text := self.said(file):
                parts.append(f"-- {file.name}\n" + "\n".join(text.splitlines()[-lines:]))
        return "\n".join(parts) or "(it said nothing)"
