"""Answers what is neither a platform call nor a control call: pages, pictures and films.

Every page carries a strict Content-Security-Policy: article bodies are other people's HTML, and
the sanitiser should not be the only thing between them and the browser.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from publishing.channels.wechat.sandbox.pages import desk, reader, words
from publishing.channels.wechat.sandbox.pictures import MIMETYPES
from publishing.channels.wechat.sandbox.store import Store
from publishing.channels.wechat.sandbox.urls import Urls

_HERE = Path(__file__).parent
_STATIC = {"desk.css": "text/css", "reader.css": "text/css", "icon.svg": "image/svg+xml"}
# Inline styles belong to articles; elements that load or run anything have no way in.
_POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_FILE_POLICY = "default-src 'none'; sandbox"
_YEAR = 365 * 24 * 3600

_ROUTES = Map(
    [
        Rule("/", endpoint="home"),
        Rule("/accounts/<appid>", endpoint="account"),
        Rule("/s/<url_id>", endpoint="article"),
        Rule("/draft/<media_id>", endpoint="draft"),
        Rule("/mmbiz/<image_id>/0", endpoint="image"),
        Rule("/mmbiz_<kind>/<image_id>/0", endpoint="image"),
        Rule("/mmvideo/<media_id>", endpoint="video"),
        Rule("/static/<name>", endpoint="static"),
    ],
    strict_slashes=False,
)


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["moment"] = words.moment
    environment.filters["day"] = words.day
    return environment


class Pages:
    """Answers browsers. Only reads: whatever a page shows, looking at it changes nothing."""

    def __init__(self, store: Store, urls: Urls) -> None:
        self._store, self._urls = store, urls

    def answer(self, request: Request) -> Response:
        """The page, picture or style sheet; a page in words for what is not there."""
        try:
            if request.method not in {"GET", "HEAD"}:
                return _page("missing.html", status=405, told="这里只能看，不能写。")
            endpoint, values = _ROUTES.bind_to_environ(request.environ).match()
            handler: Callable[..., Response] = getattr(self, f"_{endpoint}")
            return handler(request, **values)
        except HTTPException as error:
            return _page("missing.html", status=error.code or 500, told="这个地址没有内容。")

    def _home(self, request: Request) -> Response:
        with self._store.reading() as db:
            return _page("home.html", cards=desk.cards(db))

    def _account(self, request: Request, appid: str) -> Response:
        with self._store.reading() as db:
            shown = desk.of_account(db, appid)
        if shown is None:
            raise NotFound
        return _page("account.html", **shown)

    def _article(self, request: Request, url_id: str) -> Response:
        with self._store.reading() as db:
            shown = reader.published(db, self._urls, url_id)
        if shown is None:
            raise NotFound
        return _page("gone.html" if shown.gone else "article.html", shown=shown)

    def _draft(self, request: Request, media_id: str) -> Response:
        position = request.args.get("idx", "1")
        with self._store.reading() as db:
            shown = reader.draft(
                db, self._urls, media_id, int(position) if position.isdecimal() else 1
            )
        if shown is None:
            raise NotFound
        return _page("article.html", shown=shown)

    def _image(self, request: Request, image_id: str, kind: str = "") -> Response:
        return self._file(
            "SELECT body, format FROM images JOIN blobs USING (sha256) WHERE image_id = ?", image_id
        )

    def _video(self, request: Request, media_id: str) -> Response:
        return self._file(
            "SELECT body, format FROM media JOIN blobs USING (sha256)"
            " WHERE media_id = ? AND kind = 'video'",
            media_id,
        )

    def _file(self, query: str, key: str) -> Response:
        with self._store.reading() as db:
            row = db.execute(query, (key,)).fetchone()
        if row is None:
            raise NotFound
        response = Response(row["body"], mimetype=MIMETYPES[row["format"]])
        response.headers["Content-Security-Policy"] = _FILE_POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        # An id is never given to a second file.
        response.headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable"
        return response

    def _static(self, request: Request, name: str) -> Response:
        if name not in _STATIC:
            raise NotFound
        response = Response((_HERE / name).read_bytes(), mimetype=_STATIC[name])
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cache-Control"] = "no-cache"
        return response


def _page(template: str, *, status: int = 200, **values: object) -> Response:
    response = Response(
        _templates().get_template(template).render(values), status=status, mimetype="text/html"
    )
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response
