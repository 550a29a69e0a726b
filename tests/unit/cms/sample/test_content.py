"""The sample's content is whole: enough of it, every reference resolved, nothing too long."""

from collections import Counter
from itertools import chain

import pytest

from cms.art_forms import ArtForm, ArticleCategory, WorkFormat
from cms.sample import body, poems
from cms.sample.logins import LOGINS
from cms.sample.reading import CREDIT, content, pictures_of
from cms.sample.recipes import KINDS, words_of

HELD = content()
SLUGS = {house.slug for house in HELD.houses}


def test_there_is_enough_of_everything() -> None:
    assert len(HELD.houses) == 12
    assert len(HELD.persons) >= 20
    assert len(HELD.works) >= 60
    assert len(HELD.articles) >= 40
    assert len(HELD.exhibitions) == 3
    per_house = Counter(article.association for article in HELD.articles)
    assert all(per_house[slug] >= 2 for slug in SLUGS)
    assert {article.category for article in HELD.articles} == set(ArticleCategory)
    assert {work.art_form for work in HELD.works} >= set(ArtForm) - {ArtForm.CRITICISM}
    assert {work.format for work in HELD.works} == set(WorkFormat)


def test_one_hand_scroll_is_wide_and_none_too_large_to_open() -> None:
    sizes = [recipe.size for recipe in HELD.recipes.values()]
    assert max(width for width, _ in sizes) >= 20_000
    # Wagtail refuses pictures above 128 million pixels; Pillow warns above 89.
    assert all(width * height < 89_000_000 for width, height in sizes)


def test_keys_are_used_once() -> None:
    for things in (HELD.persons, HELD.works, HELD.articles, HELD.exhibitions):
        keys = [thing.key for thing in things]
        assert len(set(keys)) == len(keys)


def test_every_reference_resolves() -> None:
    persons = {person.key for person in HELD.persons}
    works = {work.key for work in HELD.works}
    for work in HELD.works:
        assert work.association in SLUGS
        assert work.maker in persons or (not work.maker and work.maker_name), work.key
        assert work.art_form in ArtForm.values
        assert work.picture in HELD.recipes
    for person in HELD.persons:
        assert set(person.associations) <= SLUGS
        assert person.art_form in ArtForm.values
    for article in HELD.articles:
        assert article.association in SLUGS | {""}
        assert set(body.works_in(article.body)) <= works, article.key
        assert set(pictures_of(article)) <= set(HELD.recipes), article.key
    for exhibition in HELD.exhibitions:
        hung = [key for key, _ in exhibition.hung]
        assert 8 <= len(hung) <= 20
        assert set(hung) <= works
        assert len(set(hung)) == len(hung)
    assert {recipe.draw for recipe in HELD.recipes.values()} <= KINDS
    assert {login.association for login in LOGINS} <= SLUGS | {""}


def test_nothing_is_too_long_for_a_channel() -> None:
    titled = list(chain(HELD.works, HELD.articles, HELD.exhibitions))
    assert [thing.key for thing in titled if len(thing.title) > 32] == []
    digested = [*titled, *HELD.persons]
    assert [thing.key for thing in digested if len(thing.digest) > 120] == []
    assert all(article.digest for article in HELD.articles)


def test_every_work_says_that_it_is_a_sample_but_not_in_its_title() -> None:
    assert all("示例作品" in work.materials for work in HELD.works)
    assert not any("示例" in work.title for work in HELD.works)
    assert "示例" in CREDIT
    assert all("示例" in alt or key.startswith("person-") for key, alt in HELD.alts.items())


@pytest.mark.parametrize("key", sorted(HELD.recipes))
def test_no_character_is_missing_from_its_typeface(key: str) -> None:
    missing = [face.covers(text) for face, text in words_of(HELD.recipes[key])]
    assert "".join(missing) == ""


def test_poems_come_in_simplified_characters_without_punctuation_for_the_brush() -> None:
    text = poems.poem("tang/王之涣/登鹳雀楼")
    assert text.lines == ("白日依山尽，黄河入海流。", "欲穷千里目，更上一层楼。")
    assert text.characters == "白日依山尽黄河入海流欲穷千里目更上一层楼"


def test_a_poem_that_is_not_there_is_named() -> None:
    with pytest.raises(poems.NoSuchPoem, match="静夜歌"):
        poems.poem("tang/李白/静夜歌")
