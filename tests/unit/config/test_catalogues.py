"""Every word of the interface exists in Chinese, ours and Wagtail's, and is fit to print."""

import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.utils import translation
from django.utils.translation import gettext, ngettext

from config import catalogues, checks
from config.collecting import (
    Message,
    NotTranslatable,
    messages,
    of_python,
    of_script,
    of_template,
)

OWN = catalogues.HOME / "own/zh_Hans/LC_MESSAGES"
WAGTAIL = catalogues.HOME / "wagtail/zh_Hans/LC_MESSAGES"
PLACEHOLDER = re.compile(r"%\(\w+\)\S*?[a-z]|%[sd]|\{\w+\}")
HAN = "\u4e00-\u9fff"

# Wagtail's strings that stay as they are. None so far: say why beside any you add.
LEFT_ENGLISH: dict[str, str] = {}

# Placeholders a translation leaves out on purpose.
DROPPED = {
    # Wagtail's page search names no model here and would say "None".
    "%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s",
    "%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s across entire site.",
    "%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s in "
    "'<span class=\"w-title-ellipsis\">%(title)s</span>'.",
}

# Words Wagtail's own catalogue uses and an arts publisher would stumble over (facts/stack 5).
AWKWARD = ("帐号", "账户", "片段", "缩略名", "取消发布", "工作流", "对不起", "集合", "评论")


def _entries(po: Path) -> list[polib.POEntry]:
    return list(polib.pofile(str(po)))


def _words(entry: polib.POEntry) -> str:
    return entry.msgstr or entry.msgstr_plural.get(0, "")


def _key(entry: polib.POEntry) -> tuple[str, str]:
    return entry.msgctxt or "", entry.msgid


def _wagtail(language: str, domain: str) -> Iterator[polib.POEntry]:
    for app in apps.get_app_configs():
        file = Path(app.path) / f"locale/{language}/LC_MESSAGES/{domain}.po"
        if app.name.split(".")[0] == "wagtail" and file.is_file():
            yield from _entries(file)


def _in_chinese(domain: str) -> dict[tuple[str, str], str]:
    """Wagtail's own translations with ours laid over them."""
    words = {_key(e): _words(e) for e in _wagtail("zh_Hans", domain) if e.translated()}
    for folder in (WAGTAIL, OWN):
        words |= {_key(e): _words(e) for e in _entries(folder / f"{domain}.po") if e.translated()}
    return words


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_every_word_of_ours_is_translated(domain: str) -> None:
    known = {_key(entry): entry for entry in _entries(OWN / f"{domain}.po")}
    used = {(message.context, message.text) for message in messages()[domain]}
    waiting = {key for key in used if key not in known or not known[key].translated()}
    assert not waiting, "run `make messages` and translate these"
    assert not set(known) - used, "run `make messages`: these are used no longer"


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_everything_wagtail_says_is_translated(domain: str) -> None:
    """Fails when an upgrade brings strings that have no Chinese yet."""
    known = _in_chinese(domain)
    waiting = {
        entry.msgid
        for entry in _wagtail("en", domain)
        if _key(entry) not in known and entry.msgid not in LEFT_ENGLISH
    }
    assert not waiting, "translate these in config/locale/wagtail, or list why they stay English"


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_our_amendments_still_meet_a_string_of_wagtail(domain: str) -> None:
    said = {_key(entry) for entry in _wagtail("en", domain)}
    assert not {_key(e) for e in _entries(WAGTAIL / f"{domain}.po")} - said


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_awkward_words_are_amended(domain: str) -> None:
    said = {_key(entry) for entry in _wagtail("en", domain)}
    awkward = {
        key: words
        for key, words in _in_chinese(domain).items()
        if key in said
        # 评论 is a field of art as well, in our own words.
        and any(word in words for word in AWKWARD)
    }
    assert not awkward


@pytest.mark.parametrize("po", catalogues.sources(), ids=lambda po: f"{po.parts[-4]}-{po.stem}")
def test_catalogue_is_fit_to_print(po: Path) -> None:
    for entry in _entries(po):
        words = _words(entry)
        assert not entry.fuzzy, entry.msgid
        assert words, entry.msgid
        kept = set(PLACEHOLDER.findall(words))
        offered = [set(PLACEHOLDER.findall(entry.msgid))]
        if entry.msgid_plural:
            offered.append(set(PLACEHOLDER.findall(entry.msgid_plural)))
        if entry.msgid in DROPPED:
            assert kept < offered[0], entry.msgid
        else:
            assert kept in offered, (entry.msgid, words)
        half_width = re.search(rf"[{HAN}][,?!:;(]|[,?!:;)][{HAN}]|[{HAN}]\.(?![\w.])", words)
        assert not half_width, (words, half_width)
        assert entry.msgid.startswith("\n") == words.startswith("\n"), entry.msgid
        assert entry.msgid.endswith("\n") == words.endswith("\n"), entry.msgid


def test_both_languages_are_spoken() -> None:
    with translation.override("zh-hans"):
        assert gettext("Delivery board") == "分发看板"
        assert gettext("Live") == "已发布"
        assert ngettext("1 page", "%(counter)s pages", 3) == "%(counter)s 个页面"
    with translation.override("en"):
        assert gettext("Delivery board") == "Delivery board"
        assert gettext("Live") == "Live"


def test_python_is_read_under_any_name() -> None:
    source = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext, pgettext
from django.utils import translation
from .wording import gettext_noop
a = _("one " "and two")
b = gettext_lazy("three")
c = ngettext("%(n)s work", "%(n)s works", n)
d = pgettext("month", "May")
e = translation.gettext("four")
f = gettext_noop("five")
g = _(variable)
h = other("six")
"""
    assert set(of_python(source, "example.py")) == {
        Message(text="one and two"),
        Message(text="three"),
        Message(text="%(n)s work", plural="%(n)s works"),
        Message(text="May", context="month"),
        Message(text="four"),
        Message(text="five"),
    }


def test_words_that_cannot_be_translated_are_refused() -> None:
    source = "from django.utils.translation import gettext as _\n_(f'Hello {name}')\n"
    with pytest.raises(NotTranslatable, match=r"example\.py:2: an f-string"):
        list(of_python(source, "example.py"))


def test_templates_and_scripts_are_read() -> None:
    template = """{% load i18n %}<p title="{% trans 'One' %}">_("no")</p>
{% translate "Two's" context "c" %}{% include "x.html" with label=_("Three") %}
{% blocktranslate trimmed count n=works %}
    {{ n }} work
{% plural %}
    {{ n }} works
{% endblocktranslate %}{% blocktrans with a=b %}100 % of {{ a }}{% endblocktrans %}"""
    assert set(of_template(template, "example.html")) == {
        Message(text="One"),
        Message(text="Two's", context="c"),
        Message(text="Three"),
        Message(text="%(n)s work", plural="%(n)s works"),
        Message(text="100 %% of %(a)s"),
    }
    script = "say(gettext('It\\'s done'), ngettext(\"a day\", \"days\", n), notgettext('no'))"
    assert set(of_script(script)) == {
        Message(text="It's done"),
        Message(text="a day", plural="days"),
    }


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(catalogues, "HOME", tmp_path)
    return tmp_path


def _write(po: Path, text: str, words: str) -> None:
    po.parent.mkdir(parents=True, exist_ok=True)
    file = polib.POFile()
    file.append(polib.POEntry(msgid=text, msgstr=words))
    file.save(str(po))


def test_only_what_changed_is_compiled(home: Path) -> None:
    po = home / "own/zh_Hans/LC_MESSAGES/django.po"
    _write(po, "Work", "作品")
    assert catalogues.compile_stale() == [po]
    assert [entry.msgstr for entry in polib.mofile(str(po.with_suffix(".mo")))] == ["作品"]
    assert catalogues.compile_stale() == []
    assert [file.name for file in po.parent.iterdir() if file.name.startswith(".")] == []


def test_check_names_the_command_when_words_are_not_compiled(home: Path) -> None:
    assert checks.the_catalogues_are_compiled() == []
    _write(home / "own/zh_Hans/LC_MESSAGES/django.po", "Work", "作品")
    (warning,) = checks.the_catalogues_are_compiled()
    assert "compile_catalogues" in str(warning.hint)


def test_collecting_keeps_takes_and_drops(
    home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    po = home / "own/zh_Hans/LC_MESSAGES/django.po"
    _write(po, "Kept", "保留")
    offered = tmp_path / "offered.po"
    _write(offered, "Offered %(name)s", "提供 (%(name)s):请看,好")
    found = {"django": {Message(text="Kept"), Message(text="Offered %(name)s")}, "djangojs": set()}
    monkeypatch.setattr("config.management.commands.collect_messages.messages", lambda: found)
    call_command("collect_messages", take=[str(offered)])
    assert {e.msgid: e.msgstr for e in _entries(po)} == {
        "Kept": "保留",
        "Offered %(name)s": "提供（%(name)s）：请看，好",
    }

    found["django"] = {Message(text="Offered %(name)s"), Message(text="New")}
    with pytest.raises(CommandError, match="'New'"):
        call_command("collect_messages")
    assert {e.msgid: e.msgstr for e in _entries(po)} == {
        "Offered %(name)s": "提供（%(name)s）：请看，好",
        "New": "",
    }
