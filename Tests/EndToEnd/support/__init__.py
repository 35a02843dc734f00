"""What the end-to-end tests are written with: the processes, and the two browsers that visit them."""

from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
ARTIFACTS = REPOSITORY / "artifacts"
