# ruff: noqa: E501 (tables of words, which take two columns a character)
"""Reading a line such as `来源:紅網  时间:2023-07-28 01:27  编辑:滕云` into what it states.

A line counts only when all of it is understood: one word left over, and it may be a sentence.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from cms.imports.characters import HAN, converter
from cms.imports.dates import Dated, find_date
from cms.imports.names import are_names, is_name


class Field(StrEnum):
    TITLE = "title"
    SOURCE = "source"
    AUTHOR = "author"
    REPORTER = "reporter"  # shown with its label: 记者 张三 通讯员 李四
    PICTURES = "pictures"  # likewise: 摄影 张三
    EDITOR = "editor"
    DATE = "date"
    CREW = "crew"  # 审核, 校对, 监制 of whoever published it first
    NOISE = "noise"  # counters and font sizes


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    field: Field
    label: str
    value: str
    dated: Dated | None = None


_LABELS: dict[Field, str] = {
    Field.TITLE: "原标题 标题 题目 篇名",
    Field.SOURCE: "文章来源 本文来源 信息来源 稿件来源 新闻来源 内容来源 来源 稿源 出处 转自 转载自 信源 供稿单位 来稿单位 报送单位 文字来源",
    Field.AUTHOR: "文章作者 作者 撰文 撰稿 撰稿人 供稿 供稿人 投稿人 文字 撰写 文图 图文 文/图 图/文 文",
    Field.REPORTER: "本报记者 本网记者 特约记者 见习记者 实习记者 记者 通讯员 特约通讯员",
    Field.PICTURES: "摄影 图片来源 图片 供图 配图 插图 绘画 摄影师 图",
    Field.EDITOR: "责任编辑 本期编辑 本文编辑 网站编辑 值班编辑 执行编辑 编辑 责编 编校",
    Field.DATE: "发布时间 发布日期 更新时间 更新日期 发表时间 发表日期 发文日期 成文日期 刊发时间 录入时间 "
    "上传时间 添加时间 提交时间 时间 日期 发布于 发表于",
    Field.CREW: "审核 校对 校审 初审 复审 终审 一审 二审 三审 一校 二校 三校 监制 总监制 监审 总编辑 主编 副主编 "
    "值班编委 值班主任 编审 签发 审签 美编 美术编辑 视觉 排版 制作 录入 文章录入 信息录入 责任录入 录入员 录入者 发布人 发布者 上传者 发布单位 "
    "发布机构 发布机关 信息员 信息分类 所属栏目 栏目 版次 版面",
    Field.NOISE: "点击数 点击量 点击率 点击次数 点击 浏览次数 浏览量 浏览数 浏览 阅读次数 阅读量 阅读数 阅读 访问量 访问次数 "
    "人气 热度 字号 字体大小 字体 评论数 评论 分享到 分享至 我要分享 次数",
}  # fmt: skip


def _both_scripts(word: str) -> set[str]:
    traditional = converter("s2t").convert(word)
    by_character = "".join(map(converter("s2t").convert, word))
    return {word, traditional, by_character, traditional.replace("佈", "布")}


_FIELD_OF = {
    form: field
    for field, words in _LABELS.items()
    for word in words.split()
    for form in _both_scripts(word)
}


def _spaced(label: str) -> str:
    return " ?".join(label)  # 作 者：


_ANY_LABEL = "|".join(map(_spaced, sorted(_FIELD_OF, key=len, reverse=True)))
_LABEL = re.compile(rf"(?P<label>{_ANY_LABEL}) ?[:：] ?")
_SLASH_LABEL = re.compile(
    rf"(?:^|[\s　|｜、，,])(?P<label>{_ANY_LABEL}|摄|攝)[\s　]?[/／|｜丨][\s　]?"
)
_SPACE_LABEL = re.compile(
    r"(?:^|[\s　|｜、，,])(?P<label>[图圖文][/／]?[文图圖]|摄影|攝影|作者|(?:本报|本网|本刊|特约|见习|实习|全媒体)?(?:记者|記者|通讯员|通訊員|摄影报道))[\s　]*"
)
_SEPARATORS = " \t\u3000|｜丨/／、,，;；【】[]()（）<>《》·•-—"
_TOLD_WHEN = re.compile(r"(发[布表]于|發[布表佈]於|發[布表佈]于) ?(?=\d)")
_INVITATION = re.compile(
    r" ?(?:参与互动|參與互動|我要评论|打印|关闭|分享|收藏|纠错|\[?查看原文\]?)$"
)
_NOBODY = frozenset(
    ("admin", "administrator", "root", "管理员", "系统管理员", "网站管理员", "超级管理员", "未知")
)
_LABEL_LAST = re.compile(
    f"^(?P<who>[{HAN}·、 ]{{2,20}}?)[ 　]?(?P<label>供稿|撰稿|报道|報道|供图|供圖|摄|攝)$"
)
_BAR = re.compile(r"[|｜丨]")
_SENTENCE = re.compile("[。！？!?；;]")
_BULLET_NAME = re.compile(f"^[□■◎○●◆◇△▲※][ \u3000]?(?:文[/／])?(?P<name>[{HAN}·• \u3000]{{2,20}})$")
_DYNASTY = re.compile(
    f"^[\\[［〔（(【]?(?P<dynasty>先秦|春秋|战国|戰國|两汉|兩漢|汉|漢|魏晋|三国|魏|晋|晉|南北朝|南朝|北朝|隋|唐|五代|北宋|南宋|宋|辽|金|元|明|清|近代|现代|当代|當代)"
    f"(?:代|朝)?[\\]］〕）)】·•・ ]{{1,2}}(?P<name>[{HAN}·]{{2,6}})$"
)
_MAX_LINE = 200
_MAX_VALUE = 40


def read_labels(line: str) -> tuple[Item, ...] | None:
    """The items of a line that states nothing else, or None. Accepts one pair of brackets
    around the whole line: (责任编辑:李四)."""
    if not line or len(line) > _MAX_LINE:
        return None
    text = _unwrapped(line)
    text = _TOLD_WHEN.sub(r"\1：", text)
    return _parts(text) or _statements(text)


def _statements(text: str) -> tuple[Item, ...] | None:
    return (
        _with_colons(text)
        or _without_colons(_SLASH_LABEL, text)
        or _without_colons(_SPACE_LABEL, text)
        or _label_last(text)
        or _site_and_names(text)
        or _bare_date(text)
    )


def _parts(text: str) -> tuple[Item, ...] | None:
    """`来源：湘潭日报 | 2024-03-05 | 记者 李明`: parts that a bar divides, each by itself."""
    parts = [part.strip() for part in _BAR.split(text)]
    if len(parts) < 2:
        return None
    items: list[Item] = []
    for part in filter(None, parts):
        found = _statements(part)
        if found is None and _is_site(part):
            found = (Item(field=Field.SOURCE, label="", value=part),)
        if found is None:
            return None
        items += found
    return tuple(items) or None


def read_bare_byline(line: str) -> str | None:
    """A line under the title that is a name and nothing else: `李 白`, `[唐]李白`, `□ 张三`.

    Returns the byline as it should be shown."""
    text = line.strip()
    if len(text) > 30:
        return None
    if match := _DYNASTY.match(text):
        return f"〔{match['dynasty']}〕{match['name']}"
    if (match := _BULLET_NAME.match(text)) and are_names(match["name"]):
        return " ".join(_names(match["name"]))
    inner = _unwrapped(text)
    return " ".join(_names(inner)) if is_name(inner) else None


def _with_colons(text: str) -> tuple[Item, ...] | None:
    found = list(_LABEL.finditer(text))
    if not found:
        return None
    before = text[: found[0].start()].strip(_SEPARATORS)
    items: list[Item] = []
    if before:
        leading = _leading(before)
        if leading is None:
            return None
        items += leading
    for number, match in enumerate(found):
        end = found[number + 1].start() if number + 1 < len(found) else len(text)
        item = _item(match["label"].replace(" ", ""), text[match.end() : end])
        if item is None:
            return None
        items += item
    return tuple(items) or None


def _item(label: str, raw: str) -> list[Item] | None:
    """None for a value that cannot stand behind this label."""
    field = _FIELD_OF[label]
    value = _closed(raw.strip(_SEPARATORS if field is not Field.TITLE else None))
    if not value:
        # `浏览次数：` was filled in by a script; `时间：` may open an announcement.
        sure = label not in _LOOSE_LABELS and label not in ("时间", "時間", "日期")
        return [Item(field=Field.NOISE, label=label, value="")] if sure else []
    if field is Field.TITLE:
        return [Item(field=field, label=label, value=value)]
    if field is Field.DATE:
        return _dates(label, value)
    if field is Field.SOURCE and "://" in value and " " not in value:
        return [Item(field=field, label=label, value=value)]
    if len(value) > _MAX_VALUE or _SENTENCE.search(value):
        return None
    if field is Field.SOURCE:
        value = _INVITATION.sub("", value)
        dated = find_date(value)
        if dated is not None and dated.end == len(value) and dated.start > 0:
            name = value[: dated.start].strip(_SEPARATORS)
            return [
                Item(field=Field.DATE, label="", value=dated.text, dated=dated),
                Item(field=field, label=label, value=name),
            ]
        return [Item(field=field, label=label, value=value)]
    if field in (Field.NOISE, Field.CREW):
        return [Item(field=field, label=label, value=value)]
    if value.lower() in _NOBODY or value in ("网络", "網絡", "互联网", "来自网络", "网络图片"):
        return [Item(field=Field.NOISE, label=label, value=value)]
    if not _are_people(value, sure=label not in _LOOSE_LABELS):
        return None
    return [Item(field=field, label=label, value=" ".join(_names(value)))]


def _dates(label: str, value: str) -> list[Item] | None:
    dated = find_date(value)
    if dated is None or dated.start > 0:
        return None
    rest = value[dated.end :].strip(_SEPARATORS)
    if rest and _SENTENCE.search(rest):
        return None
    items = [Item(field=Field.DATE, label=label, value=dated.text, dated=dated)]
    if rest:
        # `时间:2024-05-06 红网`: what follows a date in such a line names the source; an
        # announcement goes on with a place or an hour instead.
        if not _is_site(rest):
            return None
        items.append(Item(field=Field.SOURCE, label="", value=rest))
    return items


def _leading(before: str) -> list[Item] | None:
    """What may stand before the first label: a date, a site, a pen name."""
    dated = find_date(before)
    if dated is not None:
        rest = (before[: dated.start] + before[dated.end :]).strip(_SEPARATORS)
        items = [Item(field=Field.DATE, label="", value=dated.text, dated=dated)]
        if rest and not _is_site(rest):
            return None
        return items + ([Item(field=Field.SOURCE, label="", value=rest)] if rest else [])
    if _is_site(before):
        return [Item(field=Field.SOURCE, label="", value=before)]
    named = _without_colons(_SLASH_LABEL, before) or _without_colons(_SPACE_LABEL, before)
    return list(named) if named else None


def _without_colons(pattern: re.Pattern[str], text: str) -> tuple[Item, ...] | None:
    found = list(pattern.finditer(text))
    if not found or text[: found[0].start()].strip(_SEPARATORS):
        return None
    items: list[Item] = []
    for number, match in enumerate(found):
        end = found[number + 1].start() if number + 1 < len(found) else len(text)
        value = text[match.end() : end].strip(_SEPARATORS)
        label = match["label"].replace(" ", "")
        field = _field_without_colon(label)
        if not value and items and ("文" in label or "摄影" in label):
            continue  # 本报记者 李明 文/图
        if not (are_names(value) or (field is Field.SOURCE and _is_site(value))):
            return None
        shown = value if field is Field.SOURCE else " ".join(_names(value))
        items.append(Item(field=field, label=label, value=shown))
    return tuple(items)


def _field_without_colon(label: str) -> Field:
    if label.endswith(("记者", "記者", "通讯员", "通訊員", "摄影报道")):
        return Field.REPORTER
    return _FIELD_OF.get(label) or (Field.AUTHOR if "文" in label else Field.PICTURES)


def _label_last(text: str) -> tuple[Item, ...] | None:
    """`市曲协 供稿`: as it stands in brackets at the end."""
    match = _LABEL_LAST.match(text)
    if match is None:
        return None
    who = match["who"].strip()
    if not (are_names(who) or _GROUP.search(who)):
        return None
    label = match["label"]
    field = Field.PICTURES if label in ("供图", "供圖", "摄", "攝") else Field.AUTHOR
    return (Item(field=field, label="图" if field is Field.PICTURES else "", value=who),)


def _site_and_names(text: str) -> tuple[Item, ...] | None:
    """`人民日报客户端 李明`."""
    site, _, names = text.partition(" ")
    if not _is_site(site) or not are_names(names):
        return None
    return (
        Item(field=Field.SOURCE, label="", value=site),
        Item(field=Field.AUTHOR, label="", value=" ".join(_names(names))),
    )


def _bare_date(text: str) -> tuple[Item, ...] | None:
    """`2024-05-06 09:13  新华网`: only together with a time of day, or with a site's name."""
    dated = find_date(text)
    if dated is None or dated.when is None:
        return None
    rest = (text[: dated.start] + text[dated.end :]).strip(_SEPARATORS)
    if rest and not _is_site(rest):
        return None
    items = [Item(field=Field.DATE, label="", value=dated.text, dated=dated)]
    if rest:
        items.append(Item(field=Field.SOURCE, label="", value=rest))
    return tuple(items)


_SITE = re.compile(
    f"^[{HAN}A-Za-z0-9·]{{1,14}}(?:网|網|网站|在线|日报|日報|晚报|晚報|时报|早报|都市报|周报|新闻|客户端|电视台|融媒体|融媒|"
    "发布|文艺|文联|文聯|协会|協會|社|报|報|频道|微信|公众号)$"
)


# Words that also stand at the head of a sentence: 文:, 图:, 图片:.
_LOOSE_LABELS = frozenset(
    {"文", "文字", "图", "圖", "图片", "圖片", "绘画", "繪畫", "插图", "插圖"}
)
_GROUP = re.compile(
    "(?:[协協]|协会|協會|文联|文聯|中心|部|社|组|处|办|院|馆|室|团|委员会|学会|研究会|网|報|报|公司|大学|学校|小学|中学|局|科)$"
)


def _is_site(text: str) -> bool:
    return len(text) <= 20 and _SITE.match(text) is not None


def _are_people(value: str, *, sure: bool) -> bool:
    """Names, or a group that writes under its own name (市作协秘书处); `sure` when the label
    before it could announce nothing else."""
    if are_names(value):
        return True
    if len(value) > 20 or re.search(r"[,，：:\d]", value):
        return False
    return sure or _GROUP.search(value) is not None


def _names(value: str) -> list[str]:
    """`李 白` is one name, `张三 李四` are two."""
    if is_name(value) and not re.search("[ \u3000].*[ \u3000]", value):
        first, _, second = value.partition(" ")
        if len(first) == 1 or not second or not is_name(second):
            return [value.replace(" ", "")]
    return [part for part in re.split(r"[ \u3000、,，]+", value) if part]


def _closed(value: str) -> str:
    """Gives back the bracket that went with the separators: 张三（市作协会员）."""
    for opening, closing in ("()", "（）"):
        if value.count(opening) == value.count(closing) + 1:
            return value + closing
    return value


def _unwrapped(line: str) -> str:
    text = line.strip()
    pairs = {"(": ")", "（": "）", "[": "]", "【": "】", "〔": "〕"}
    if len(text) > 2 and pairs.get(text[0]) == text[-1] and text.count(text[0]) == 1:
        return text[1:-1].strip()
    return text
