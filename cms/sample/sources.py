"""Where fonts and poems come from: npm packages, installed at set-up."""

from pathlib import Path

NODE_MODULES = Path(__file__).resolve().parents[2] / "node_modules"
POEMS = NODE_MODULES / "chinese-poetry" / "dist"


class SourcesMissing(Exception):
    """The npm packages are not installed; the message says what to do."""


def require() -> None:
    """Raise SourcesMissing unless fonts and poems are there."""
    for folder in (POEMS, NODE_MODULES / "@fontsource" / "ma-shan-zheng"):
        if not folder.is_dir():
            raise SourcesMissing(
                f"{folder} is missing. Run `npm ci` in the project's folder first."
            )
