"""Addresses in pinyin."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.slugs import MAX_LENGTH, slug_from_title


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("兰亭雅集", "lan-ting-ya-ji"),
        ("山水间:中国画邀请展 2026", "shan-shui-jian-zhong-guo-hua-yao-qing-zhan-2026"),
        ("“Hello, World”", "hello-world"),
        ("重庆音乐会", "chong-qing-yin-yue-hui"),
        ("!!!", "untitled"),
        ("", "untitled"),
        ("a" * 300, "a" * MAX_LENGTH),
    ],
)
def test_titles(title, slug):
    assert slug_from_title(title) == slug


@given(st.text(max_size=200))
def test_always_a_short_ascii_address(title):
    slug = slug_from_title(title)
    assert re.fullmatch(r"[a-z0-9_]+(-[a-z0-9_]+)*", slug)
    assert len(slug) <= MAX_LENGTH
