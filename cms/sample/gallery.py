"""Drawing many pictures at once, and keeping them so that the next run need not."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path

from PIL import Image

from cms.sample.recipes import Recipe, drawn

QUALITY = 85

Progress = Callable[[int, int], None]


def draw_all(recipes: Iterable[Recipe], folder: Path, progress: Progress, *, tiny: bool) -> None:
    """Put `folder / recipe.filename` there for every recipe; what is there already is kept.

    `tiny` writes a small plain card instead of each picture: for tests. `progress` is told how many
    are done and how many there are. A broken-off run leaves only whole pictures.
    """
    folder.mkdir(parents=True, exist_ok=True)
    missing = [recipe for recipe in recipes if not (folder / recipe.filename).exists()]
    if tiny:
        for recipe in missing:
            _card(recipe, folder)
        return
    if not missing:
        return
    progress(0, len(missing))
    # The largest first: a hand-scroll begun last would be waited for alone.
    missing.sort(key=lambda recipe: -recipe.size[0] * recipe.size[1])
    # Not forked: the parent may hold database connections and threads.
    workers = max(1, min(4, os.cpu_count() or 1))
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        jobs = [pool.submit(_draw, recipe, folder) for recipe in missing]
        try:
            for done, job in enumerate(as_completed(jobs), start=1):
                job.result()
                progress(done, len(jobs))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _draw(recipe: Recipe, folder: Path) -> None:
    _write(drawn(recipe), folder / recipe.filename)


def _card(recipe: Recipe, folder: Path) -> None:
    colour = tuple(bytes.fromhex(recipe.digest[:6]))
    size = (60, round(60 * recipe.size[1] / recipe.size[0]) or 1)
    _write(Image.new("RGB", size, colour), folder / recipe.filename)


def _write(picture: Image.Image, path: Path) -> None:
    unfinished = path.with_suffix(f".{os.getpid()}.part")
    picture.save(unfinished, "JPEG", quality=QUALITY, optimize=False)
    unfinished.replace(path)
