"""Whatever changes what the public sees changes what the ledger wants, in the same transaction."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import Page, PageViewRestriction

from cms import schedule
from cms.models import ArticlePage, ArticleSection
from publishing import policy
from publishing.channels.wechat import accounts
from publishing.models import Delivery
from publishing.runner import Runner
from tests.factories import pages

pytestmark = pytest.mark.django_db


def wanted(page) -> dict[str, int | None]:
    return dict(Delivery.objects.filter(article=page.pk).values_list("channel", "wanted"))


def sequence(page) -> int:
    return Delivery.objects.get(article=page.pk, channel="memory").wanted_seq


class Changed(Exception):
    pass


def rolled_back(change) -> None:
    with suppress(Changed), transaction.atomic():
        change()
        raise Changed


def test_one_row_for_every_page_channel_and_every_ticked_one(memory):
    page = pages.article(channels=["accounts:one"])
    assert wanted(page) == {
        "memory": page.live_revision_id,
        "accounts:one": page.live_revision_id,
    }


def test_a_draft_wants_nothing(memory):
    page = pages.article(live=False)
    page.title = "改题"
    page.save_revision()
    assert wanted(page) == {}


def test_a_draft_after_going_live_changes_nothing(memory):
    page = pages.article()
    live = page.live_revision_id
    page.title = "未审之题"
    page.save_revision()
    assert wanted(page) == {"memory": live}


@pytest.mark.parametrize("change", ["publish", "unpublish", "delete"])
def test_what_is_rolled_back_was_never_wanted(memory, change):
    page = pages.article()
    before = list(Delivery.objects.values_list("channel", "wanted", "wanted_seq"))
    rolled_back(
        {
            "publish": lambda: pages.article(),
            "unpublish": lambda: ArticlePage.objects.get(pk=page.pk).unpublish(),
            "delete": lambda: ArticlePage.objects.get(pk=page.pk).delete(),
        }[change]
    )
    assert list(Delivery.objects.values_list("channel", "wanted", "wanted_seq")) == before


def test_unpublishing_withdraws_from_every_channel(memory):
    page = pages.article(channels=["accounts:one", "accounts:two"])
    page.unpublish()
    assert wanted(page) == {"memory": None, "accounts:one": None, "accounts:two": None}


def test_unticking_a_channel_withdraws_it_there_alone(memory):
    page = pages.article(channels=["accounts:one", "accounts:two"])
    page.channels = ["accounts:two"]
    page.save_revision().publish()
    page.refresh_from_db()
    live = page.live_revision_id
    assert wanted(page) == {"memory": live, "accounts:one": None, "accounts:two": live}
    page.channels = ["accounts:one", "accounts:two"]
    page.save_revision().publish()
    page.refresh_from_db()
    assert wanted(page)["accounts:one"] == page.live_revision_id


def test_deleting_a_live_page_withdraws_it_and_the_rows_survive(memory):
    page = pages.article(channels=["accounts:one"])
    key, title = page.pk, page.title
    Runner().run_once()
    Page.objects.get(pk=key).delete()
    rows = Delivery.objects.filter(article=key)
    assert {(row.wanted, row.have is not None, row.title) for row in rows} == {(None, True, title)}
    Runner().run_once()
    assert memory.articles == {}
    assert {row.have for row in rows.all()} == {None}


def test_deleting_a_section_withdraws_every_page_below(memory):
    shuxie = pages.association()
    articles = [pages.article(shuxie) for _ in range(3)]
    work = pages.work(shuxie)
    Runner().run_once()
    Page.objects.get(pk=shuxie.pk).delete()
    for page in (*articles, work):
        assert wanted(page) == {"memory": None}
    Runner().run_once()
    assert memory.articles == {}


def test_deleting_a_draft_makes_no_rows(memory):
    pages.article(live=False).delete()
    assert not Delivery.objects.exists()


def test_moving_to_another_association_releases_again_at_the_new_address(memory):
    page = pages.article(pages.association("shuxie"))
    Runner().run_once()
    before = sequence(page)
    news = pages.section(pages.association("zuoxie"), ArticleSection)
    Page.objects.get(pk=page.pk).move(news, pos="last-child")
    assert sequence(page) == before + 1
    Runner().run_once()
    assert memory.articles[str(page.pk)].url == f"http://testserver/zuoxie/news/{page.slug}/"
    assert memory.articles[str(page.pk)].association.slug == "zuoxie"


def test_changing_the_order_of_pages_releases_nothing(memory):
    first, second = pages.article(), pages.article()
    Page.objects.get(pk=second.pk).move(Page.objects.get(pk=first.pk), pos="left")
    assert [sequence(first), sequence(second)] == [1, 1]


def test_renaming_a_section_in_an_address_releases_every_page_below(memory):
    shuxie = pages.association()
    live, draft = pages.article(shuxie), pages.article(shuxie, live=False)
    Runner().run_once()
    shuxie.slug = "calligraphy"
    shuxie.save_revision().publish()
    assert wanted(draft) == {}
    assert sequence(live) == 2
    Runner().run_once()
    assert memory.articles[str(live.pk)].url == f"http://testserver/calligraphy/news/{live.slug}/"


def test_a_new_slug_of_the_article_itself(memory):
    page = pages.article()
    page.slug = "xin-di-zhi"
    page.save_revision().publish()
    Runner().run_once()
    assert memory.articles[str(page.pk)].url.endswith("/xin-di-zhi/")


def scheduled(**times):
    page = pages.article(live=False, **times)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


@pytest.mark.parametrize("publish_due", [schedule.do_what_is_due, "publish_scheduled"])
def test_a_scheduled_page_is_wanted_when_its_time_has_come(memory, publish_due):
    page = scheduled(go_live_at=timezone.now() + timedelta(hours=1))
    assert (page.live, wanted(page)) == (False, {})

    past = timezone.now() - timedelta(seconds=1)
    ArticlePage.objects.filter(pk=page.pk).update(go_live_at=past)
    revision = page.latest_revision
    revision.approved_go_live_at = past
    revision.content["go_live_at"] = past.isoformat()
    revision.save()
    call_command(publish_due) if isinstance(publish_due, str) else publish_due()
    page.refresh_from_db()
    assert page.live
    assert wanted(page) == {"memory": page.live_revision_id}


def test_a_change_scheduled_for_later_leaves_what_is_live(memory):
    page = pages.article()
    live = page.live_revision_id
    page.title, page.go_live_at = "明日之题", timezone.now() + timedelta(days=1)
    page.save_revision().publish()
    assert wanted(page) == {"memory": live}
    assert sequence(page) == 1


@pytest.mark.parametrize("publish_due", [schedule.do_what_is_due, "publish_scheduled"])
def test_an_expired_page_is_withdrawn(memory, publish_due):
    page = pages.article()
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    call_command(publish_due) if isinstance(publish_due, str) else publish_due()
    assert wanted(page) == {"memory": None}
    page.refresh_from_db()
    assert (page.live, page.expired) == (False, True)


def test_one_page_that_cannot_be_published_keeps_no_other_waiting(memory, monkeypatch):
    broken, sound = pages.article(), pages.article()
    past = timezone.now() - timedelta(seconds=1)
    Page.objects.filter(pk__in=[broken.pk, sound.pk]).update(expire_at=past)
    unpublish = ArticlePage.unpublish

    def fails_for_one(page, *args, **kwargs):
        if page.pk == broken.pk:
            raise ValueError("a receiver of some signal fails")
        unpublish(page, *args, **kwargs)

    monkeypatch.setattr(ArticlePage, "unpublish", fails_for_one)
    assert schedule.do_what_is_due() == 1
    assert (wanted(broken), wanted(sound)) == (
        {"memory": broken.live_revision_id},
        {"memory": None},
    )


def restrict(page) -> PageViewRestriction:
    return PageViewRestriction.objects.create(
        page=Page.objects.get(pk=page.pk), restriction_type=PageViewRestriction.LOGIN
    )


def test_a_page_in_a_private_section_is_not_released(memory):
    shuxie = pages.association()
    restrict(shuxie)
    page = pages.article(shuxie)
    assert page.live
    assert wanted(page) == {}


def test_closing_a_section_withdraws_and_opening_it_releases_again(memory):
    shuxie = pages.association()
    page = pages.article(shuxie)
    Runner().run_once()
    closed = restrict(shuxie)
    assert wanted(page) == {"memory": None}
    Runner().run_once()
    assert memory.articles == {}
    closed.delete()
    assert wanted(page) == {"memory": page.live_revision_id}


def test_moving_into_a_private_section_withdraws(memory):
    page = pages.article(pages.association("shuxie"))
    zuoxie = pages.association("zuoxie")
    restrict(zuoxie)
    Page.objects.get(pk=page.pk).move(pages.section(zuoxie, ArticleSection), pos="last-child")
    assert wanted(page) == {"memory": None}


def test_publishing_within_a_private_section_withdraws_nothing_twice(memory):
    shuxie = pages.association()
    page = pages.article(shuxie)
    restrict(shuxie)
    before = sequence(page)
    page.save_revision().publish()
    assert (wanted(page), sequence(page)) == ({"memory": None}, before)


def test_an_alias_is_no_second_article(memory):
    page = pages.article()
    news = pages.section(pages.association("zuoxie"), ArticleSection)
    alias = CreatePageAliasAction(page, parent=news).execute()
    page.save_revision().publish()
    page.refresh_from_db()
    assert wanted(alias) == {}
    alias.unpublish()
    assert wanted(page) == {"memory": page.live_revision_id}


def test_a_copy_kept_live_is_an_article_of_its_own(memory):
    page = pages.article()
    news = pages.section(pages.association("zuoxie"), ArticleSection)
    copy = CopyPageAction(page, to=news, keep_live=True).execute(skip_permission_checks=True)
    assert wanted(copy) == {"memory": copy.live_revision_id}
    assert copy.live_revision_id


def test_page_moved_to_another_association_does_not_use_the_accounts_of_the_first(db):
    accounts.register(
        "shuxie", name="书协", appid="wx00000000000000a1", secret="s", association="shuxie"
    )
    shuxie, zuoxie = pages.association("shuxie"), pages.association("zuoxie")
    piece = pages.article(shuxie, channels=["wechat:shuxie"])
    assert "wechat:shuxie" in policy.channels_for(piece)
    piece.move(pages.section(zuoxie, ArticleSection), pos="last-child")
    piece.refresh_from_db()
    assert "wechat:shuxie" not in policy.channels_for(piece)


def test_account_that_was_closed_is_still_wanted(db):
    piece = pages.article(pages.association("shuxie"), channels=["wechat:closed"])
    assert "wechat:closed" in policy.channels_for(piece)
