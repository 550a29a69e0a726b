"""Which text is the title, and what to call an article that has none."""

import re
from pathlib import PurePath

from cms.imports.characters import han_count, squeezed

_MAX_TITLE = 60
_PREFIX = re.compile(r"^[【\[]?(?:标题|標題|题目|題目|篇名)[】\]]? ?[:：] ?")
_SITE_SUFFIX = re.compile(
    r"^(?P<title>.{4,}?)(?: ?[_|｜] ?| ?[-–—]{1,2} ?| › | » )"
    r"(?P<site>[^_|｜\-–—›»]{0,16}(?:网|網|网站|網站|在线|在線|日报|日報|晚报|晚報|时报|時報|频道|頻道|官网|官網|新闻中心|新聞中心|资讯|資訊"
    r"|门户|門戶|客户端|融媒|搜狐|新浪|腾讯新闻|百家号|知乎|简书|豆丁|百度文库|道客巴巴|微信公众平台|人民政府|文学艺术界联合会))$"
)
_LOOSE_SUFFIX = re.compile(r"^(?P<title>.{4,}?)(?:_| ?[|｜] ?| [-–—] )(?P<site>[^_|｜]{2,16})$")
_NO_TITLE_END = re.compile(r"[。；;，,、:：…]$")
_NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]"
    r"|第[一二三四五六七八九十\d]{1,3}[章节節条條編编] ?|\d{1,2}[.、．]|[•·●▪*-] )"
)
_CLAUSE_END = re.compile(r"[。！？；!?;\n]|……")
_COMMA = re.compile(r"[，,：:]")
_GENERIC_NAMES = re.compile(
    r"新建|文本文档|文本文件|未命名|无标题|文档\d*$|稿件\d*$|下载|微信图片|副本$"
)


def is_title_like(text: str) -> bool:
    """Whether a line at the head of a text can be its title."""
    return (
        0 < len(text) <= _MAX_TITLE
        and not _NO_TITLE_END.search(text)
        and not _NUMBERED.match(text)
        and any(map(str.isalnum, text))
    )


def tidied(title: str) -> str:
    """One line, without a label before it."""
    line = squeezed(title.replace("\n", " "))
    return _PREFIX.sub("", line) or line


def without_site(title: str, *, site_name: str = "", heading: str = "") -> tuple[str, str]:
    """Title and the site's name that certainly was behind it ("" if none).

    `heading`: the page's own h1, proof of where the title ends."""
    rest = title
    taken = ""
    if site_name and rest.endswith(site_name):
        shorter = rest[: -len(site_name)].rstrip(" _-–—|｜›»")
        if shorter:
            rest, taken = shorter, site_name
    if heading and rest.startswith(heading) and len(heading) >= 4:
        tail = rest[len(heading) :].strip(" _-–—|｜›»")
        return heading, tail or taken
    while match := _SITE_SUFFIX.match(rest):
        rest, taken = match["title"].rstrip(), match["site"]
    return rest, taken


def doubtful_site(title: str) -> str:
    """What looks like a site's name behind a title, but may belong to it; "" if nothing."""
    match = _LOOSE_SUFFIX.match(title)
    return match["site"] if match else ""


def from_filename(filename: str) -> str:
    """The name of the file as a title, if a person gave it one; else ""."""
    stem = PurePath(filename.replace("\\", "/")).stem.strip()
    stem = re.sub(r"\s*(?:[(（]\d{1,3}[)）]|[-_ ]?副本)$", "", stem)
    if han_count(stem) < 4 or _GENERIC_NAMES.search(stem):
        return ""
    return squeezed(stem.replace("_", " "))[:_MAX_TITLE]


def from_text(text: str) -> str:
    """The first sentence or clause, not longer than a title."""
    line = squeezed(text.replace("\n", " "))
    sentence = _CLAUSE_END.split(line, maxsplit=1)[0]
    if len(sentence) <= 40:
        return sentence or line[:30]
    clauses = _COMMA.split(sentence[:40])
    return clauses[0] if len(clauses[0]) >= 4 else sentence[:30]


def is_subtitle(text: str) -> bool:
    """A line that continues the title above it: ——广安市工作综述."""
    return text.startswith(("——", "--", "——", "―", "—")) and 3 < len(text) <= _MAX_TITLE


def joined_title(title: str, subtitle: str) -> str:
    return f"{title}——{subtitle.lstrip('—-― ')}"
