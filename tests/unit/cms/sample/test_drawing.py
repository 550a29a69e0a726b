"""Drawing is a function of the recipe, and what was drawn is kept."""

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from cms.sample import gallery
from cms.sample.reading import content
from cms.sample.recipes import Recipe, drawn

PLUM = Recipe(key="plum-test", draw="plum", size=(220, 220))


def _nothing(done: int, total: int) -> None:
    pass


def test_the_same_recipe_gives_the_same_pixels() -> None:
    assert drawn(PLUM).tobytes() == drawn(PLUM).tobytes()


@pytest.mark.parametrize("draw", ["mountains", "woodcut", "papercut", "lake", "strings"])
def test_a_picture_has_the_size_asked_for_and_is_not_blank(draw: str) -> None:
    picture = drawn(Recipe(key="t", draw=draw, size=(360, 300)))
    assert picture.size == (360, 300)
    low, high = picture.convert("L").getextrema()
    assert high - low > 60


PAINTED = [
    recipe
    for recipe in content().recipes.values()
    if not recipe.key.startswith("person-") and "text" not in recipe.options
]


@pytest.mark.parametrize("recipe", PAINTED, ids=lambda recipe: recipe.key)
def test_every_painted_picture_can_be_drawn(recipe: Recipe) -> None:
    small = (recipe.size[0] // 4, recipe.size[1] // 4)
    assert drawn(replace(recipe, size=small)).width >= small[0]


def test_pictures_are_drawn_once(tmp_path: Path) -> None:
    gallery.draw_all([PLUM], tmp_path, _nothing, tiny=True)
    [path] = tmp_path.iterdir()
    before = path.stat().st_mtime_ns
    gallery.draw_all([PLUM], tmp_path, _nothing, tiny=True)
    assert path.stat().st_mtime_ns == before
    with Image.open(path) as picture:
        assert picture.size == (60, 60)


def test_another_recipe_is_another_file() -> None:
    larger = Recipe(key="plum-test", draw="plum", size=(240, 240))
    assert larger.filename != PLUM.filename
