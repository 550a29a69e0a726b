"""An article beside its golden file.

`YWY_WRITE_GOLDEN=1 pytest tests/unit/cms/imports` writes them anew; read the difference before
it is committed.
"""

import json
import os
from hashlib import sha256
from pathlib import Path
from typing import Any

from cms.imports.contract import Block, Image, ImportedArticle

FOLDER = Path(__file__).parents[3] / "golden" / "imports"


def check(name: str, found: dict[str, Any]) -> None:
    path = FOLDER / f"{name}.json"
    text = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    if os.environ.get("YWY_WRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert path.is_file(), f"{path.name} has not been written yet"
    assert text == path.read_text(encoding="utf-8")


def whole(article: ImportedArticle) -> dict[str, Any]:
    """Everything, for texts of our own."""
    return {**_head(article), "blocks": [_block(block) for block in article.blocks]}


def outline(article: ImportedArticle) -> dict[str, Any]:
    """Enough to see any change, without repeating the words of others."""
    return {
        **_head(article),
        "blocks": [
            {
                "type": type(block).__name__,
                "begins": text[:12],
                "ends": text[-12:],
                "length": len(text),
                "sha256": sha256(text.encode()).hexdigest(),
            }
            for block in article.blocks
            for text in [_text(block)]
        ],
    }


def _head(article: ImportedArticle) -> dict[str, Any]:
    return {
        "title": article.title,
        "byline": article.byline,
        "editor": article.editor,
        "source": article.source,
        "source_url": article.source_url,
        "published": article.published.isoformat() if article.published else None,
        "published_text": article.published_text,
        "notes": [
            f"{note.kind}: {note.message}" + (f" [{note.where}]" if note.where else "")
            for note in article.notes
        ],
    }


def _block(block: Block) -> dict[str, Any]:
    values = dict(vars(block))
    if isinstance(block, Image):
        values["data"] = f"{len(block.data)} bytes"
    return {"type": type(block).__name__, **values}


def _text(block: Block) -> str:
    values = dict(vars(block))
    return "\n".join(
        "\n".join(value) if isinstance(value, tuple) else str(value)
        for name, value in values.items()
        if name in ("html", "text", "lines", "items", "paragraphs", "caption")
    )
