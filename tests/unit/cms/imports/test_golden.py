"""Whole documents, compared with what was looked at once and found right."""

from pathlib import Path

import pytest

from cms.imports.article import read_article
from tests.unit.cms.imports import golden, texts

# Real documents of others; they stay outside the repository, beside the checkout.
_SAMPLES = Path(__file__).parents[5] / "shared" / "samples"


@pytest.mark.parametrize(
    ("name", "file", "text"),
    [
        ("city-page", "page.txt", texts.CITY_PAGE),
        ("traditional-page", "page.txt", texts.TRADITIONAL_PAGE),
        ("garbled", "page.txt", texts.GARBLED),
        ("downloaded-report", "report.txt", texts.DOWNLOADED_REPORT),
        ("county-overview", "overview.txt", texts.COUNTY_OVERVIEW),
        ("notice", "notice.txt", texts.NOTICE),
        ("poem", "poem.txt", texts.POEM),
        ("interview", "interview.txt", texts.INTERVIEW),
        ("newspaper", "newspaper.txt", texts.NEWSPAPER),
        ("annotated-poem", "poem.txt", texts.ANNOTATED_POEM),
        ("wechat-page", "page.html", texts.WECHAT_PAGE),
        ("government-page", "page.html", texts.GOVERNMENT_PAGE),
        ("district-page", "page.html", texts.DISTRICT_PAGE),
        ("markdown", "notes.md", texts.MARKDOWN),
    ],
)
def test_composed_documents(name: str, file: str, text: str) -> None:
    encoding = "gb18030" if "gb2312" in text else "utf-8"
    golden.check(name, golden.whole(read_article(text.encode(encoding), file)))


@pytest.mark.parametrize(
    "name",
    [
        "city-federation-report",
        "guangan-overview",
        "xiangshan-volunteers.garbled",
        "xiangtan-new-arts.zh-hant",
    ],
)
def test_real_documents(name: str) -> None:
    path = _SAMPLES / f"{name}.txt"
    if not path.is_file():
        pytest.skip("the real documents (shared/samples) are not beside this checkout")
    golden.check(f"real-{name}", golden.outline(read_article(path.read_bytes(), path.name)))
