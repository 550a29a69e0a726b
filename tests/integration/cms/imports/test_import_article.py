"""Files become drafts: whole, with their pictures and their original, or not at all."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.test import Client
from django.utils import timezone, translation

from cms.imports import drafts
from cms.imports.importing import ImportOutcome, NoSection, import_file
from cms.models import ArticlePage
from media.models import MediaDocument, MediaImage
from tests.factories import pages
from tests.unit.cms.imports import texts
from tests.unit.cms.imports.word_files import document, paragraph, picture, png

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def files(tmp_path: Path, settings: Any) -> Path:
    """An empty media folder."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path


def _stored(files: Path) -> list[Path]:
    return [path for path in (files / "media").rglob("*") if path.is_file()]


def _word(pictures: int = 2) -> bytes:
    return document(
        paragraph("市书协举办新春笔会", style="a5"),
        paragraph("来源：市文联   作者：李明   日期：2024年2月8日"),
        paragraph("2月7日,市书协在文化馆举办新春笔会。"),
        paragraph("一、现场挥毫", style="1"),
        *[paragraph(picture(f"p{i}.png", f"书家挥毫之{i}")) for i in range(pictures)],
        paragraph("书家写了三百副春联。"),
        paragraph("市民排起长队。"),
        paragraph("福字", number=1),
        paragraph("春联", number=1),
        media={f"p{i}.png": png(shade=50 + i) for i in range(pictures)},
    )


def _run(*arguments: str) -> tuple[str, str, int]:
    """Standard output, standard error, exit status."""
    out, err = StringIO(), StringIO()
    try:
        call_command("import_article", *arguments, stdout=out, stderr=err)
    except CommandError as error:
        return out.getvalue(), err.getvalue() + str(error), error.returncode
    return out.getvalue(), err.getvalue(), 0


def test_a_word_file_becomes_a_draft_with_pictures_and_its_original(files: Path) -> None:
    shuxie = pages.association()
    writer = pages.editor(shuxie)
    outcome = import_file(_word(), "新春笔会.docx", shuxie.slug, writer)

    assert outcome.refusal is None
    page = ArticlePage.objects.get()
    assert page == outcome.page
    assert not page.live
    assert page.get_parent().get_parent().specific == shuxie
    assert (page.title, page.source, page.byline, page.owner) == (
        "市书协举办新春笔会", "市文联", "李明", writer,
    )  # fmt: skip
    assert page.date.isoformat() == "2024-02-08"
    assert page.slug == "shi-shu-xie-ju-ban-xin-chun-bi-hui"

    latest = page.get_latest_revision_as_object()
    assert [block.block_type for block in latest.body] == [
        "paragraph", "heading", "image", "image", "paragraph",
    ]  # fmt: skip
    assert latest.body[1].value["text"] == "一、现场挥毫"
    assert latest.body[4].value.source == (
        "<p>书家写了三百副春联。</p><p>市民排起长队。</p><ul><li>福字</li><li>春联</li></ul>"
    )
    image = latest.body[2].value["image"]
    assert (image.description, image.width, image.collection.name) == (
        "书家挥毫之0", 64, shuxie.short_name,
    )  # fmt: skip

    attachment = latest.attachments.get()
    assert not attachment.public
    assert attachment.document.title == "新春笔会.docx"
    assert attachment.document.collection.name == shuxie.short_name
    with attachment.document.file.open("rb") as original:
        assert original.read() == _word()


def test_a_draft_opens_in_the_editor_and_can_be_published(files: Path, client: Client) -> None:
    shuxie = pages.association()
    outcome = import_file(texts.CITY_PAGE.encode(), "page.txt", shuxie.slug, pages.editor(shuxie))
    assert outcome.page is not None
    client.force_login(pages.head(shuxie))
    address = outcome.edit_url.removeprefix(settings.WAGTAILADMIN_BASE_URL)
    assert "市文联举办“翰墨迎春”书法展" in client.get(address).content.decode()
    outcome.page.get_latest_revision().publish()
    assert ArticlePage.objects.get().live


def test_the_same_file_twice_makes_two_drafts_with_addresses_of_their_own(files: Path) -> None:
    shuxie = pages.association()
    for _ in range(2):
        import_file(_word(), "新春笔会.docx", shuxie.slug)
    slugs = set(ArticlePage.objects.values_list("slug", flat=True))
    assert len(slugs) == 2
    assert all(slugs)


def test_the_federation_takes_drafts_too(files: Path) -> None:
    home = pages.federation()
    import_file(texts.CITY_PAGE.encode(), "page.txt", "")
    assert ArticlePage.objects.get().get_parent().get_parent().specific == home


def test_a_text_without_date_gets_today_and_says_so(files: Path) -> None:
    shuxie = pages.association()
    outcome = import_file(texts.POEM.encode(), "poem.txt", shuxie.slug)
    page = ArticlePage.objects.get()
    assert page.date == timezone.localdate()
    assert page.body[0].block_type == "verse"
    assert any("carries today's" in str(note.message) for note in outcome.notes)


def test_long_words_are_cut_to_the_fields_and_reported(files: Path) -> None:
    shuxie = pages.association()
    names = "、".join(f"李明{numeral}" for numeral in "一二三四五六")
    text = (
        f"市文联笔会\n记者：{names}\n通讯员：{names}\n摄影：{names}\n\n{'笔会在文化馆举行。' * 3}"
    )
    outcome = import_file(text.encode(), "a.txt", shuxie.slug)
    assert len(ArticlePage.objects.get().byline) == 60
    assert any("Cut to 60" in str(note.message) for note in outcome.notes)


@pytest.mark.parametrize("failing", ["save_revision", "add_child", "second_picture", "attachment"])
@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_whatever_fails_nothing_half_made_is_left(
    failing: str,
    error: type[BaseException],
    files: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shuxie = pages.association()

    def fail(*_: Any, **__: Any) -> None:
        raise error("the plug was pulled")

    if failing == "second_picture":
        save = MediaImage.save
        calls = iter(range(2))
        monkeypatch.setattr(
            MediaImage,
            "save",
            lambda self, *a, **k: fail() if next(calls) else save(self, *a, **k),
        )
    elif failing == "attachment":
        monkeypatch.setattr(drafts, "Attachment", fail)
    elif failing == "add_child":
        monkeypatch.setattr(ArticlePage, "full_clean", fail)
        monkeypatch.setattr(ArticlePage, "minimal_clean", fail)
    else:
        monkeypatch.setattr(ArticlePage, failing, fail)
    with pytest.raises(error):
        import_file(_word(), "新春笔会.docx", shuxie.slug)
    assert not ArticlePage.objects.exists()
    assert not MediaImage.objects.exists()
    assert not MediaDocument.objects.exists()
    assert _stored(files) == []


@pytest.mark.parametrize(
    "error", [OSError("no space left"), OperationalError("database is locked")]
)
def test_a_full_disk_or_a_busy_database_is_a_sentence(
    error: Exception, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shuxie = pages.association()

    def fail(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(ArticlePage, "save_revision", fail)
    outcome = import_file(_word(), "新春笔会.docx", shuxie.slug)
    assert outcome.refusal is not None
    assert str(error) in str(outcome.refusal)
    assert not ArticlePage.objects.exists()
    assert _stored(files) == []


def test_an_editor_of_another_association_is_refused(files: Path) -> None:
    shuxie, meixie = pages.association(), pages.association(slug="meixie", short_name="美协")
    outcome = import_file(_word(), "新春笔会.docx", shuxie.slug, pages.editor(meixie))
    assert "may not write" in str(outcome.refusal)
    assert not ArticlePage.objects.exists()


def test_an_unknown_association_is_named_with_those_there_are() -> None:
    shuxie = pages.association()
    with pytest.raises(NoSection) as refused:
        import_file(b"", "a.txt", "shuxi")
    assert shuxie.slug in str(refused.value.sentence)


class TestCommand:
    def test_reports_what_was_read_cleaned_and_doubted(self, files: Path) -> None:
        shuxie = pages.association()
        path = files / "报告.txt"
        path.write_text(texts.DOWNLOADED_REPORT, encoding="gb18030")
        out, _err, status = _run(str(path), "--association", shuxie.slug)
        assert status == 0
        page = ArticlePage.objects.get()
        for part in (
            "兰亭市文联工作报告", "网友投稿", "2024-08", "GB18030", "About 3120 characters",
            "Placeholders", f"/admin/pages/{page.pk}/edit/",
        ):  # fmt: skip
            assert part in out

    def test_one_refused_file_does_not_keep_the_others_out(self, files: Path) -> None:
        shuxie = pages.association()
        (files / "空.txt").touch()
        (files / "好.txt").write_text(texts.NOTICE, encoding="utf-8")
        (files / "假.docx").write_bytes(png())
        out, err, status = _run(
            *(str(files / name) for name in ("空.txt", "缺.txt", "假.docx", "好.txt")),
            "--association",
            shuxie.slug,
        )
        assert status == 1
        assert ArticlePage.objects.get().title == "关于举办全市青年书法培训班的通知"
        assert "好.txt: a draft was made" in out
        assert "空.txt: not imported. The file is empty" in err
        assert "缺.txt: not imported. There is no such file" in err
        assert "假.docx: not imported. This is a picture" in err
        assert "3 of 4 files" in err

    def test_a_huge_file_is_refused_unread(
        self, files: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        shuxie = pages.association()
        huge = files / "huge.txt"
        with huge.open("wb") as stream:
            stream.truncate(200_000_000)  # sparse: takes no space

        def refuse(*_: Any, **__: Any) -> None:
            pytest.fail("the file was opened")

        monkeypatch.setattr(Path, "open", refuse)
        _out, err, status = _run(str(huge), "--association", shuxie.slug)
        assert status == 1
        assert "has 200 MB" in err

    def test_a_folder_or_a_pipe_is_no_file(self, files: Path) -> None:
        shuxie = pages.association()
        _out, err, status = _run(str(files), "/dev/zero", "--association", shuxie.slug)
        assert status == 1
        assert err.count("no such file") == 2

    def test_names_an_owner(self, files: Path) -> None:
        shuxie = pages.association()
        writer = pages.editor(shuxie)
        path = files / "a.txt"
        path.write_text(texts.NOTICE, encoding="utf-8")
        _run(str(path), "--association", shuxie.slug, "--user", writer.get_username())
        assert ArticlePage.objects.get().owner == writer

    def test_an_unknown_user_or_association_stops_before_any_file(self, files: Path) -> None:
        shuxie = pages.association()
        assert "no user" in _run("a.txt", "--association", shuxie.slug, "--user", "nobody")[1]
        assert "no association" in _run("a.txt", "--association", "nowhere")[1]


def test_an_outcome_of_a_refused_file_has_no_address() -> None:
    assert ImportOutcome(name="a.txt").edit_url == ""
