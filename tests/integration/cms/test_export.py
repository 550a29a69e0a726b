"""Documents as every channel reads them, one of each kind, beside their golden files."""

import json
import re
from datetime import UTC, date, datetime

import pytest
from wagtail.models import Page

from cms import export
from tests.factories import pages
from tests.factories.golden import same_as_golden

pytestmark = pytest.mark.django_db

MOMENT = datetime(2026, 4, 3, 1, 30, tzinfo=UTC)


def golden(page, name: str) -> None:
    Page.objects.filter(pk=page.pk).update(first_published_at=MOMENT, last_published_at=MOMENT)
    document = export.document(page.pk, page.live_revision_id).to_json()
    text = json.dumps(document, ensure_ascii=False, indent=1)
    # Keys of the database differ from run to run, and JPEG bytes from one Pillow to the next.
    text = re.sub(r'"digest": "[0-9a-f]{40}"', '"digest": "(SHA-1)"', text)
    numbers: dict[tuple[bool, str], int] = {}
    text = re.sub(
        r'("(?:id|revision|article)": "?)(\d+)',
        # Pages are quoted, pictures and revisions are not: each keeps a number of its own.
        lambda m: f"{m[1]}{numbers.setdefault((m[1][-1] == chr(34), m[2]), len(numbers) + 1)}",
        text,
    )
    same_as_golden(f"documents/{name}.json", text + "\n")


def test_article():
    image = pages.picture(title="雅集", description="众人临水而坐", credit="李四摄")
    scroll = pages.work(title="兰亭序", makers=["王羲之"], pictures=[image])
    hidden = pages.work(title="未展之作", live=False)
    page = pages.article(
        title="兰亭雅集纪事",
        date=date(2026, 4, 3),
        byline="张三",
        source="兰亭日报",
        source_url="https://example.org/1",
        channels=["wechat:shuxie"],
        body=[
            ("heading", {"text": "缘起", "level": "2"}),
            pages.paragraph('永和九年,<b>岁在癸丑</b>,见<a linktype="page" id="0">旧文</a>。'),
            ("image", {"image": image, "caption": "曲水流觞"}),
            ("quotation", {"text": "群贤毕至", "attribution": "王羲之"}),
            ("work", scroll),
            ("work", hidden),
            ("verse", "仰观宇宙之大\n俯察品类之盛\n\n信可乐也"),
        ],
    )
    golden(page, "article")


def test_work():
    artist = pages.person(title="王羲之")
    page = pages.work(
        title="兰亭序",
        date=date(2026, 4, 3),
        makers=[artist, "冯承素(摹)"],
        pictures=[pages.picture(title="全卷"), pages.picture(title="局部", colour="#222222")],
        format="hand_scroll",
        year="唐",
        materials="纸本墨笔",
        dimensions="24.5×69.9厘米",
        inscription="永和九年\n岁在癸丑",
    )
    golden(page, "work")


def test_exhibition():
    works = [
        pages.work(title="兰亭序", pictures=[pages.picture(title="全卷")]),
        pages.work(title="丧乱帖"),
    ]
    page = pages.exhibition(
        title="墨缘",
        date=date(2026, 4, 3),
        works=works,
        place="市美术馆",
        curators="张三",
        preface=[pages.paragraph("前言。")],
    )
    golden(page, "exhibition")


def test_person():
    page = pages.person(
        title="王羲之",
        date=date(2026, 4, 3),
        other_names="逸少",
        posts="会稽内史",
        biography=[pages.paragraph("琅琊临沂人。")],
    )
    golden(page, "person")


def test_the_same_revision_is_the_same_document_however_often_and_late_it_is_asked():
    page = pages.article()
    first = export.document(page.pk, page.live_revision_id)
    assert first == export.document(page.pk, page.live_revision_id)
    page.refresh_from_db()
    assert datetime.fromisoformat(first.released_at) == page.last_published_at.replace(
        microsecond=0
    )


def test_an_older_revision_stays_what_it_was():
    page = pages.article(title="初稿")
    old = page.live_revision_id
    page.title = "定稿"
    page.save_revision().publish()
    assert export.document(page.pk, old).title == "初稿"


@pytest.mark.parametrize("revision", [0, 10**9])
def test_what_is_gone_says_so(revision):
    page = pages.article()
    with pytest.raises(export.Gone):
        export.document(page.pk, revision)
    other = pages.article()
    with pytest.raises(export.Gone):
        export.document(page.pk, other.live_revision_id)


def test_a_long_text_gets_a_digest_that_ends_with_a_sentence():
    text = "永和九年,岁在癸丑。" * 20
    page = pages.article(body=[pages.paragraph(text)])
    digest = export.document(page.pk, page.live_revision_id).digest
    assert digest.endswith("。")
    assert 27 <= len(digest) <= 54
