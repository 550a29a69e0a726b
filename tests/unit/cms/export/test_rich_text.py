"""Rich text that leaves the house holds the few tags of the contract and nothing else."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

from hypothesis import given
from hypothesis import strategies as st

from cms.export.rich_text import paragraph_html, text_of

ALLOWED = {"p", "strong", "em", "a", "ul", "ol", "li", "br", "hr"}
TAGS = st.sampled_from(
    [*ALLOWED, "b", "i", "script", "style", "img", "iframe", "svg", "h2", "table", "embed", "x:y"]
)
ATTRIBUTES = st.sampled_from(
    [
        "", 'href="/shuxie/"', 'href="javascript:alert(1)"', 'href="https://a.example/?a=1&b"',
        'onclick="x()"', 'style="color:red"', 'class="c"', 'href="data:text/html,x"', "href",
        'src=x onerror="y"', 'href="mailto:a@b.example"', 'href="//b.example/"', 'id="a"',
    ]
)  # fmt: skip
PIECES = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12),
    st.builds(lambda tag, attribute: f"<{tag} {attribute}>", TAGS, ATTRIBUTES),
    st.builds(lambda tag: f"</{tag}>", TAGS),
    st.sampled_from(["<!--", "-->", "<![CDATA[", "&lt;b&gt;", "&#x3c;", "<", '"', "&nbsp;"]),
)


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.others: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, attrs))

    def handle_comment(self, data):
        self.others.append(data)

    def handle_decl(self, decl):
        self.others.append(decl)

    def unknown_decl(self, data):
        self.others.append(data)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_never_anything_but_the_allowed_tags(source):
    reader = Reader()
    html = paragraph_html(source)
    reader.feed(html)
    reader.close()
    assert reader.others == []
    for tag, attributes in reader.tags:
        assert tag in ALLOWED
        assert [name for name, _ in attributes] == (["href"] if tag == "a" else [])
        for _, value in attributes:
            assert urlsplit(value or "").scheme in {"http", "https", "mailto", "tel"}
    assert html.count("<a ") == html.count("</a>")


def test_links_become_absolute_and_bold_becomes_strong():
    assert paragraph_html('<p><b>看</b><a href="/shuxie/">书协</a></p>') == (
        '<p><strong>看</strong><a href="http://testserver/shuxie/">书协</a></p>'
    )


def test_a_link_that_leads_nowhere_keeps_its_words_alone():
    source = '<p><a href="javascript:x()">甲</a>与<a href="https://b.example/">乙</a></p>'
    assert paragraph_html(source) == '<p>甲与<a href="https://b.example/">乙</a></p>'


def test_the_words_alone():
    assert text_of("<p>水 &amp; 墨</p><p>纸</p>") == "水 & 墨 纸"


def test_bold_puts_no_space_into_a_sentence():
    assert text_of("<p>永和九年,<strong>岁在癸丑</strong>。</p>") == "永和九年,岁在癸丑。"
