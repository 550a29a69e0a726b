"""Golden files: what came out once, was looked at, and must come out again.

With `YWY_GOLDEN=write` they are written instead of compared; look at the difference in git.
"""

import os
from pathlib import Path

_FOLDER = Path(__file__).resolve().parents[1] / "golden"


def same_as_golden(name: str, text: str) -> None:
    """`text` equals `tests/golden/<name>`."""
    path = _FOLDER / name
    if os.environ.get("YWY_GOLDEN") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
