"""A stored article body made ready to stand in a page of the sandbox."""

import re

from markupsafe import Markup

from publishing.channels.wechat.sandbox.urls import Urls

_IN_QUOTES = re.compile(r'(?<==")(https?://[^"\s]+)(?=")')
_IN_STYLES = re.compile(r"(?<=url\()((?:&quot;|&#x27;)?)(https?://[^)\s]+?)\1(?=\))")


def body(html: str, urls: Urls) -> Markup:
    """The body with pictures and articles held here addressed on this very server.

    ``html`` is what the sanitiser stored, or it must not come here. Its addresses may be those of
    WeChat's hosts (``--real-urls``) or of a port this state was served on before; the browser
    could load neither.
    """

    def here(address: str) -> str:
        image = urls.image_id(address)
        if image is not None:
            return f"/mmbiz/{image}/0"
        article = urls.article_id(address)
        return f"/s/{article}" if article is not None else address

    local = _IN_QUOTES.sub(lambda found: here(found[1]), html)
    local = _IN_STYLES.sub(lambda found: here(found[2]), local)
    return Markup(local)  # noqa: S704
