"""Single lines: what they state, what is junk, and what only looks like it."""

import pytest

from cms.imports.article import read_article
from cms.imports.contract import ImportedArticle, NoteKind, Paragraph
from cms.imports.dates import find_date
from cms.imports.inline import Inline
from cms.imports.labels import read_labels
from cms.imports.punctuation import Punctuation

_BODY = "市书协在文化馆举办新春笔会，书家写了三百副春联。市民排起长队，现场墨香四溢。"


def _read(text: str) -> ImportedArticle:
    return read_article(text.encode(), "a.txt")


def _paragraphs(article: ImportedArticle) -> list[str]:
    return [block.html for block in article.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("line", "stated"),
    [
        ("2023年07月28日 09:15 来源:红网 作者:李明 责编:王芳",
         "date=2023年07月28日 09:15 source=红网 author=李明 editor=王芳"),
        ("来源：湘潭日报 | 2024-03-05 08:30 | 记者 李明 通讯员 王芳",
         "source=湘潭日报 date=2024-03-05 08:30 reporter=李明 reporter=王芳"),
        ("[ 作者：市曲协 来源：兰亭文艺网 点击数：356 更新时间：2021/5/6 文章录入：admin ]",
         "author=市曲协 source=兰亭文艺网 noise=356 date=2021/5/6 crew=admin"),
        ("發布時間:2023-03-05 | 來源:淮海網 | 瀏覽:123次",
         "date=2023-03-05 source=淮海網 noise=123次"),
        ("文/圖 陳大文　編輯：林小明", "author=陳大文 editor=林小明"),
        ("编辑 | 王芳", "editor=王芳"),
        ("作 者：李 白", "author=李白"),
        ("（责任编辑：王芳）", "editor=王芳"),
        ("【字体：大 中 小】", "noise=大 中 小"),
        ("2023-07-28 10:11:12 来源: 中国新闻网 参与互动",
         "date=2023-07-28 10:11:12 source=中国新闻网"),
        ("本报记者 李明 文/图", "reporter=李明"),
        ("人民日报客户端 李明", "source=人民日报客户端 author=李明"),
        ("发布于2021-3-4", "date=2021-3-4"),
        ("作者：admin", "noise=admin"),
        ("图片来源：网络", "noise=网络"),
        ("市曲协 供稿", "author=市曲协"),
        ("浏览次数：", "noise="),
    ],
)  # fmt: skip
def test_lines_that_state_something(line: str, stated: str) -> None:
    items = read_labels(line)
    assert items is not None
    assert " ".join(f"{item.field}={item.value}" for item in items) == stated


@pytest.mark.parametrize(
    "line",
    [
        "来源：这是一个值得讨论的问题，艺术的来源是什么？",
        "时间：5月6日上午9点",
        "作者：没有人知道他是谁。",
        "记者李明昨日从市文联获悉",
        "图：一种叙事",
        "编辑部的故事",
        "文：质彬彬，然后君子",
        "联系人：李明，电话：0731-1234567",
    ],
)
def test_lines_that_only_begin_alike(line: str) -> None:
    assert read_labels(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "您现在的位置：首页 > 新闻 > 正文",
        "當前位置: 首頁 >> 滾動 > 正文",
        "首页 >> 文艺动态 >> 曲艺",
        "(相关资料图)",
        "【打印】【关闭】",
        "【字体：大 中 小】 打印 关闭",
        "分享到：微信 微博 QQ空间",
        "分享让更多人看到",
        "扫一扫，关注我们",
        "扫一扫在手机打开当前页",
        "上一篇：市作协召开年会",
        "下一條：沒有了",
        "返回红杉网首页 返回兰亭分站首页",
        "本文链接：https://example.com/content/1.html",
        "阅读 1.2万",
        "- END -",
        "第 2 页 共 3 页",
        "* * *",
        "https://example.com/a",
    ],
)
def test_junk_is_taken_out_and_quoted(line: str) -> None:
    article = _read(f"市书协举办新春笔会\n\n{_BODY}\n\n{line}\n\n{_BODY}明年再会。")
    assert _paragraphs(article) == [_BODY, f"{_BODY}明年再会。"]
    assert any(
        note.kind is NoteKind.CLEANED and note.excerpt[:3] == line[:3] for note in article.notes
    )


@pytest.mark.parametrize(
    "line",
    [
        "位置：市美术馆二楼A-3展厅",
        "扫一扫门前雪，添一分书卷气",
        "其余部分由市书协另行通知。",
        "关注我们身边的文艺志愿者",
        "主办单位：市文联　承办单位：市书协",
        "分享会上，书家们各抒己见",
        "收藏与阅读",
        "打印社里的诗人",
        "标签化的写作不可取",
        "下一篇章由青年人书写",
        "记住，艺术源于生活",
        "位置决定视角",
        "阅读是一种生活方式",
    ],
)
def test_honest_lines_stay(line: str) -> None:
    article = _read(f"市书协举办新春笔会\n\n{_BODY}\n\n{line}\n\n{_BODY}明年再会。")
    assert _paragraphs(article) == [_BODY, line, f"{_BODY}明年再会。"]


@pytest.mark.parametrize(
    "line", ["---此处隐藏4493字,下载后查看---", "登录后可查看全文", "展开全文"]
)
def test_a_hole_is_reported_as_one(line: str) -> None:
    article = _read(f"市书协举办新春笔会\n\n{_BODY}\n\n{line}\n\n{_BODY}")
    assert _paragraphs(article) == [_BODY, _BODY]
    assert [note.excerpt for note in article.notes if note.kind is NoteKind.MISSING] == [line]


@pytest.mark.parametrize(
    ("end", "byline", "kept"),
    [
        ("（鄒晨光）", "鄒晨光", False),
        ("（记者 李明 通讯员 王芳）", "记者 李明 通讯员 王芳", False),
        ("他说：“文艺是国民精神所发的火光。”（鲁迅）", "", True),
        ("参加者有书家、画家（共百人）", "", True),
        ("（未完待续）", "", True),
    ],
)
def test_a_name_at_the_very_end(end: str, byline: str, kept: bool) -> None:
    article = _read(f"市书协举办新春笔会\n\n{_BODY}\n\n{_BODY}{end}")
    assert article.byline == byline
    assert (_paragraphs(article)[-1] == _BODY + end) is kept


def test_a_quoted_name_at_the_end_is_doubted() -> None:
    article = _read(f"市书协举办新春笔会\n\n{_BODY}“文艺是国民精神所发的火光。”（鲁迅）")
    assert any("name its author" in str(note.message) for note in article.notes)


@pytest.mark.parametrize(
    ("text", "set_"),
    [
        ("近日,市文联(简称文联)办展:书法;观者众!", "近日，市文联（简称文联）办展：书法；观者众！"),
        ('他说:"好,很好."', "他说：“好，很好.”"),
        ("共1,200人,9:30开始,比分3:2", "共1,200人，9:30开始，比分3:2"),
        ("《黄河》(Yellow River),作于1939年", "《黄河》（Yellow River），作于1939年"),
        ("等等...还有--很多", "等等……还有——很多"),
        ("２０２４年Ａ座", "2024年A座"),
        ("f(x) = 2", "f(x) = 2"),
        ("网址是http://example.com/a,b?c=1", "网址是http://example.com/a,b?c=1"),
    ],
)  # fmt: skip
def test_punctuation(text: str, set_: str) -> None:
    assert Punctuation("中文" * 40 + "。")(Inline(text)).text == set_


def test_english_keeps_its_punctuation() -> None:
    text = 'The painters came (twenty of them): "Good," he said; see 中国, p. 3.'
    assert Punctuation(text * 3)(Inline(text)).text == text


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2024-08-01", "2024-08-01"),
        ("2024年8月1日 9:05", "2024-08-01T09:05:00+08:00"),
        ("2024.8.1", "2024-08-01"),
        ("二〇二四年八月二十一日", "2024-08-21"),
        ("2024-08-01T09:05:00Z", "2024-08-01T09:05:00+00:00"),
        ("2024年08月", None),
        ("2024-02-30", None),
    ],
)
def test_dates(text: str, when: str | None) -> None:
    dated = find_date(text)
    assert dated is not None
    assert (dated.when.isoformat() if dated.when else None) == when
