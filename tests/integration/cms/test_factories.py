"""What other tests build on is itself right."""

import pytest

from cms.models import ArticlePage
from publishing.models import Delivery
from tests.factories import pages

pytestmark = pytest.mark.django_db


def test_each_factory_makes_what_it_says():
    shuxie = pages.association()
    artist = pages.person(title="王羲之", associations=[shuxie])
    scroll = pages.work(shuxie, makers=[artist, "无名氏"], pictures=[pages.picture()])
    show = pages.exhibition(shuxie, works=[scroll])
    text = pages.article(shuxie, title="临帖三题", channels=["wechat:shuxie"])
    draft = pages.article(shuxie, live=False)

    assert [maker.shown_name for maker in scroll.makers.all()] == ["王羲之", "无名氏"]
    assert show.hung.get().work == scroll
    assert (text.live, text.slug, text.channels) == (True, "lin-tie-san-ti", ["wechat:shuxie"])
    assert not draft.live
    assert ArticlePage.objects.child_of(shuxie.get_children().get(slug="news")).count() == 2
    assert set(Delivery.objects.values_list("article", flat=True)) == {
        artist.pk, scroll.pk, show.pk, text.pk,
    }  # fmt: skip


def test_roles_hold_the_rights_of_their_group():
    shuxie = pages.association()
    page = pages.article(shuxie, live=False)
    may = {
        role.__name__: page.permissions_for_user(role(shuxie))
        for role in (pages.editor, pages.reviewer, pages.head)
    }
    assert [name for name, right in may.items() if right.can_publish()] == ["head"]
    assert [name for name, right in may.items() if right.can_edit()] == [
        "editor",
        "reviewer",
        "head",
    ]
    assert page.permissions_for_user(pages.office()).can_publish()
