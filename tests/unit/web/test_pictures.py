"""Names of sizes: only those pages ask for."""

import pytest

from web.pictures import filter_spec


@pytest.mark.parametrize(
    ("name", "spec"),
    [
        ("w800.webp", "width-800|format-webp"),
        ("h900.jpeg", "height-900|format-jpeg"),
        ("c600.jpeg", "fill-600x600|format-jpeg"),
        ("w800.gif", None),
        ("w99999.webp", None),
        ("original.jpeg", None),
        ("w800.webp|rotate-90", None),
    ],
)
def test_only_sizes_of_ours(name: str, spec: str | None) -> None:
    assert filter_spec(name) == spec
