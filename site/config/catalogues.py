"""The interface's languages on disk: `.po` files in git, `.mo` files made from them here.

`own` holds our words; `wagtail` completes and amends Wagtail's (facts/stack, section 5). Both
are project catalogues, so they win over what the installed packages bring; `own` comes first.
No gettext binary is needed: polib writes the `.mo` files.
"""

import contextlib
import os
import tempfile
from pathlib import Path

import polib

HOME = Path(__file__).parent / "locale"
PATHS = [HOME / "own", HOME / "wagtail"]


def sources() -> list[Path]:
    """Every `.po` file."""
    return sorted(HOME.glob("*/*/LC_MESSAGES/*.po"))


def stale() -> list[Path]:
    """The `.po` files whose `.mo` is missing or older."""
    return [po for po in sources() if not _current(po)]


def _current(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return mo.is_file() and mo.stat().st_mtime >= po.stat().st_mtime


def compile_stale() -> list[Path]:
    """Write what is missing or older and answer which it was. Raises OSError where the folder
    may not be written. Several processes may do so at once: each file appears whole."""
    written = stale()
    for po in written:
        handle, name = tempfile.mkstemp(dir=po.parent, prefix=".", suffix=".mo")
        os.close(handle)
        try:
            polib.pofile(str(po)).save_as_mofile(name)
            # The clock of the source, not of now: an edit in the same second is not missed.
            os.utime(name, ns=(po.stat().st_atime_ns, po.stat().st_mtime_ns))
            # mkstemp lets nobody else read; a service under its own user must.
            Path(name).chmod(0o644)
            Path(name).replace(po.with_suffix(".mo"))
        finally:
            with contextlib.suppress(FileNotFoundError):
                Path(name).unlink()
    return written
