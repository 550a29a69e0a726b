"""The sample's content as values, read from the TOML files beside and checked as a whole."""

import json
import tomllib
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from cms.sample import body
from cms.sample.poems import Poem, poem
from cms.sample.recipes import Recipe

FOLDER = Path(__file__).parent / "content"
# The year's dates count from here, so that the sample is the same whenever it is loaded.
BASE = date(2026, 1, 5)
CREDIT = "示例作品（程序生成）"
_PORTRAIT_TONES = ("aged", "xuan", "tea", "celadon", "pink", "indigo", "vermilion")


@dataclass(frozen=True, kw_only=True)
class House:
    """An association; `fields` are those of AssociationPage."""

    slug: str
    title: str
    short_name: str
    fields: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Person:
    key: str
    name: str
    associations: tuple[str, ...]
    art_form: str
    born: str
    posts: str
    digest: str
    biography: str
    other_names: str = ""
    studio: str = ""
    date: date

    @property
    def picture(self) -> str:
        return f"person-{self.key}"


@dataclass(frozen=True, kw_only=True)
class Work:
    """`maker` is a person's key, or empty where `maker_name` (a poet of old) made it."""

    key: str
    association: str
    title: str
    art_form: str
    date: date
    format: str = "single"
    maker: str = ""
    maker_name: str = ""
    year: str = "2026"
    materials: str = ""
    dimensions: str = ""
    digest: str = ""
    inscription: str = ""
    body: str = ""

    @property
    def picture(self) -> str:
        return f"work-{self.key}"


@dataclass(frozen=True, kw_only=True)
class Article:
    """`association` is empty for the federation's own. `cover` is a picture's key or empty."""

    key: str
    association: str
    title: str
    category: str
    date: date
    digest: str
    body: str
    byline: str = ""
    source: str = ""
    cover: str = ""


@dataclass(frozen=True, kw_only=True)
class Exhibition:
    """`hung` pairs a work's key with its label."""

    key: str
    association: str
    title: str
    opens: date
    closes: date
    place: str
    curators: str
    organisers: str
    digest: str
    preface: str
    hung: tuple[tuple[str, str], ...]

    @property
    def date(self) -> date:
        return self.opens


@dataclass(frozen=True, kw_only=True)
class Content:
    federation: dict[str, Any]
    houses: tuple[House, ...]
    persons: tuple[Person, ...]
    works: tuple[Work, ...]
    articles: tuple[Article, ...]
    exhibitions: tuple[Exhibition, ...]
    recipes: dict[str, Recipe]
    alts: dict[str, str] = field(default_factory=dict)
    #: Slug of the association a picture belongs to; empty for the federation's.
    owners: dict[str, str] = field(default_factory=dict)


@cache
def content() -> Content:
    """All of it."""
    houses = _toml("houses")
    persons = tuple(
        Person(
            **{**row, "associations": tuple(row["associations"])},
            date=BASE + timedelta(days=number),
        )
        for number, row in enumerate(_toml("persons")["person"])
    )
    by_key = {person.key: person for person in persons}
    recipes: dict[str, Recipe] = {}
    alts: dict[str, str] = {}
    owners: dict[str, str] = {}

    def picture(key: str, draw: dict[str, Any], alt: str, owner: str) -> None:
        options = dict(draw)
        kind, size = options.pop("draw"), tuple(options.pop("size"))
        recipes[key] = Recipe(
            key=key,
            draw=kind,
            size=(size[0], size[1]),
            options=json.dumps(options, ensure_ascii=False, sort_keys=True),
        )
        alts[key], owners[key] = alt, owner

    for number, person in enumerate(persons):
        picture(person.picture, _portrait(person, number), f"{person.name}的名章与姓氏题字", "")
    works = []
    for number, row in enumerate(_toml("works")["work"]):
        work, recipe = _work(row, by_key, BASE + timedelta(days=30 + 2 * number))
        works.append(work)
        picture(work.picture, recipe, f"{work.title}，示例作品", work.association)
    for number, row in enumerate(_toml("readings")["reading"]):
        work, recipe = _reading(row, BASE + timedelta(days=12 + 14 * number))
        works.append(work)
        picture(work.picture, recipe, f"{work.title}抄件，示例作品", work.association)
    articles = []
    for path in sorted(FOLDER.glob("articles-*.toml")):
        rows = tomllib.loads(path.read_text(encoding="utf-8"))
        articles += [Article(**row) for row in rows["article"]]
        for row in rows.get("picture", ()):
            recipe = dict(row)
            key, alt = recipe.pop("key"), recipe.pop("alt")
            picture(key, recipe, alt, recipe.pop("association", ""))
    exhibitions = tuple(
        Exhibition(
            **{name: value for name, value in row.items() if name != "works"},
            hung=tuple((key, label) for key, label in row["works"]),
        )
        for row in _toml("exhibitions")["exhibition"]
    )
    return Content(
        federation=houses["federation"],
        houses=tuple(_house(row) for row in houses["association"]),
        persons=persons,
        works=tuple(works),
        articles=tuple(sorted(articles, key=lambda article: (article.date, article.key))),
        exhibitions=exhibitions,
        recipes=recipes,
        alts=alts,
        owners=owners,
    )


def pictures_of(article: Article) -> list[str]:
    """Keys of the pictures an article needs, its cover first."""
    return list(dict.fromkeys(filter(None, [article.cover, *body.pictures_in(article.body)])))


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _house(row: dict[str, Any]) -> House:
    fields = {k: v for k, v in row.items() if k not in ("slug", "title", "short_name")}
    return House(slug=row["slug"], title=row["title"], short_name=row["short_name"], fields=fields)


def _portrait(person: Person, number: int) -> dict[str, Any]:
    return {
        "draw": "monogram",
        "size": [900, 900],
        "face": ("ma-shan-zheng", "zhi-mang-xing", "liu-jian-mao-cao")[number % 3],
        "surname": person.name[0],
        "seal": _name_seal(person.name),
        "paper": _PORTRAIT_TONES[number % len(_PORTRAIT_TONES)],
    }


def _name_seal(name: str) -> str:
    return f"{name}之印" if len(name) == 2 else f"{name}印"


def _work(
    row: dict[str, Any], persons: dict[str, Person], moment: date
) -> tuple[Work, dict[str, Any]]:
    given = dict(row)
    recipe = dict(given.pop("picture"))
    person = persons[given["maker"]]
    inscription = ""
    if "text" in recipe:
        written: Poem | None = poem(recipe["text"]) if "/" in recipe["text"] else None
        words = written.characters if written else recipe["text"]
        inscription = "\n".join(written.lines) if written else words
        origin = f"{written.author}{written.title}" if written else ""
        recipe["text"] = words
        recipe.setdefault("signature", f"{_plain(origin)}丙午{person.name}书")
        recipe.setdefault("name_seal", _name_seal(person.name))
        recipe.setdefault("studio_seal", person.studio)
        recipe.setdefault("lead_seal", "云心")
        if recipe["draw"] in ("seals", "poster"):
            for name in ("signature", "name_seal", "studio_seal", "lead_seal"):
                del recipe[name]
    materials = f"{given.pop('materials')}｜示例作品"
    return Work(**given, materials=materials, inscription=inscription, date=moment), recipe


def _reading(row: dict[str, Any], moment: date) -> tuple[Work, dict[str, Any]]:
    text = poem(row["poem"])
    verse = "\n".join(f"| {line}" for line in text.lines)
    work = Work(
        key=row["key"],
        association="zuoxie",
        title=f"汀上读诗：《{text.title}》",
        art_form="literature",
        format="text",
        maker_name=text.author,
        year="",
        materials="公版诗词，杜衡抄录并注｜示例作品",
        digest=row["note"],
        date=moment,
        body=f"{verse}\n\n## 读诗笔记\n\n{row['note']}\n\n——杜衡",
    )
    # `copied` lines are written out where the whole has characters the typeface lacks.
    shown = replace(text, lines=text.lines[: row.get("copied")])
    recipe = {
        "draw": "manuscript", "size": [1300, 1625], "face": "long-cang", "paper": "xuan",
        "title": text.title, "text": shown.characters, "writer": "杜衡",
    }  # fmt: skip
    return work, recipe


def _plain(words: str) -> str:
    return "".join(char for char in words if char not in "《》·・")
