"""The wheel holds every house whole: ignore files that name `site` or `media` lose them."""

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSES = ("config", "web", "search", "publishing", "cms", "media")


def test_wheel_holds_every_file_of_every_house(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    expected = set()
    for house in HOUSES:
        top = ROOT / "site" if house in {"config", "web"} else ROOT
        for file in (top / house).rglob("*"):
            made_here = "__pycache__" in file.parts or file.suffix in {".pyc", ".mo"}
            if file.is_file() and not made_here:
                expected.add(file.relative_to(top).as_posix())
    assert expected <= held, sorted(expected - held)[:20]


def test_site_is_no_package() -> None:
    assert not (ROOT / "site" / "__init__.py").exists(), "the standard library owns that name"
