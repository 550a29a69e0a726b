"""三审三校: who may write, pass, return and publish, and what exactly goes live."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from wagtail.models import Page

from cms.models import ArticlePage
from cms.review import OwnWork
from publishing.models import Delivery
from tests.factories import pages

pytestmark = pytest.mark.django_db


def submitted(owner, writer) -> ArticlePage:
    """An article its writer has handed in for review."""
    page = pages.article(owner, live=False)
    page.save_revision(user=writer)
    page = ArticlePage.objects.get(pk=page.pk)
    page.get_workflow().start(page, writer)
    return ArticlePage.objects.get(pk=page.pk)


def act(page: ArticlePage, user, action: str) -> None:
    page = ArticlePage.objects.get(pk=page.pk)
    task_state = page.current_workflow_task_state
    task_state.task.specific.on_action(task_state, user, action)


def actions(page: ArticlePage, user) -> list[str]:
    page = ArticlePage.objects.get(pk=page.pk)
    return [name for name, *_ in page.current_workflow_task.get_actions(page, user)]


def test_a_reviewer_passes_and_the_article_is_live_and_wanted():
    shuxie = pages.association()
    page = submitted(shuxie, pages.editor(shuxie))
    assert not Delivery.objects.exists()
    act(page, pages.reviewer(shuxie), "approve")
    page.refresh_from_db()
    assert page.live
    assert set(Delivery.objects.values_list("wanted", flat=True)) == {page.live_revision_id}


def test_exactly_the_approved_revision_goes_live():
    shuxie = pages.association()
    writer = pages.editor(shuxie)
    page = submitted(shuxie, writer)
    approved, title = page.current_workflow_task_state.revision_id, page.title
    page.title = "审后又改之题"
    page.save_revision(user=writer)
    act(page, pages.reviewer(shuxie), "approve")
    page.refresh_from_db()
    assert (page.title, page.live_revision_id) == (title, approved)
    assert page.has_unpublished_changes
    assert set(Delivery.objects.values_list("wanted", flat=True)) == {approved}


def test_nobody_passes_his_own():
    shuxie = pages.association()
    both = pages.editor(shuxie)
    both.groups.add(*pages.reviewer(shuxie).groups.all())
    page = submitted(shuxie, both)
    assert "approve" not in actions(page, both)
    assert "reject" in actions(page, both)
    with pytest.raises(OwnWork):
        act(page, both, "approve")
    page.refresh_from_db()
    assert not page.live


def test_nobody_passes_what_he_wrote_though_another_handed_it_in():
    shuxie = pages.association()
    writer, other = pages.editor(shuxie), pages.editor(shuxie)
    writer.groups.add(*pages.reviewer(shuxie).groups.all())
    page = pages.article(shuxie, live=False)
    page.save_revision(user=writer)
    page = ArticlePage.objects.get(pk=page.pk)
    page.get_workflow().start(page, other)
    with pytest.raises(OwnWork):
        act(page, writer, "approve")


def test_returning_publishes_nothing():
    shuxie = pages.association()
    page = submitted(shuxie, pages.editor(shuxie))
    act(page, pages.reviewer(shuxie), "reject")
    page.refresh_from_db()
    assert not page.live
    assert page.current_workflow_state.status == "needs_changes"


def test_reviewers_of_one_association_have_no_say_in_another():
    shuxie, zuoxie = pages.association("shuxie"), pages.association("zuoxie")
    page = submitted(shuxie, pages.editor(shuxie))
    stranger = pages.reviewer(zuoxie)
    assert actions(page, stranger) == []
    state = page.current_workflow_task_state
    client = Client()
    client.force_login(stranger)
    client.post(f"/admin/pages/workflow/action/{page.pk}/approve/{state.pk}/")
    page.refresh_from_db()
    assert not page.live
    assert not page.permissions_for_user(stranger).can_edit()


def test_an_editor_cannot_publish_by_any_door():
    shuxie = pages.association()
    writer = pages.editor(shuxie)
    page = pages.article(shuxie, live=False)
    rights = page.permissions_for_user(writer)
    assert (rights.can_edit(), rights.can_publish(), rights.can_unpublish()) == (True, False, False)
    with pytest.raises(PermissionDenied):
        page.get_latest_revision().publish(user=writer)


def test_the_head_publishes_and_withdraws():
    shuxie = pages.association()
    page = pages.article(shuxie, live=False)
    rights = page.permissions_for_user(pages.head(shuxie))
    assert rights.can_publish()
    page.get_latest_revision().publish(user=pages.head(shuxie))
    page.refresh_from_db()
    assert page.permissions_for_user(pages.head(shuxie)).can_unpublish()


def test_a_reviewer_passes_in_the_admin():
    shuxie = pages.association()
    page = submitted(shuxie, pages.editor(shuxie))
    client = Client()
    client.force_login(pages.reviewer(shuxie))
    state = page.current_workflow_task_state
    client.post(
        f"/admin/pages/workflow/action/{page.pk}/approve/{state.pk}/",
        {"comment": "可发。", "next": "/admin/"},
    )
    page.refresh_from_db()
    assert page.live


def test_each_association_sees_its_own_pages_alone():
    shuxie, zuoxie = pages.association("shuxie"), pages.association("zuoxie")
    writer = pages.editor(shuxie)
    other = pages.article(zuoxie)
    assert not other.permissions_for_user(writer).can_edit()
    assert not Page.objects.get(pk=zuoxie.pk).permissions_for_user(writer).can_add_subpage()
    client = Client()
    client.force_login(writer)
    assert client.get(f"/admin/pages/{other.pk}/edit/").status_code == 302


def test_what_the_reviewer_mended_himself_goes_live_with_his_approval():
    shuxie = pages.association()
    page = submitted(shuxie, pages.editor(shuxie))
    reviewer = pages.reviewer(shuxie)
    page.title = "临帖三题（改）"
    page.save_revision(user=reviewer)
    state = page.current_workflow_task_state
    state.task.specific.on_action(state, reviewer, "approve")
    page.refresh_from_db()
    assert page.live
    assert page.title == "临帖三题（改）"
    assert not page.has_unpublished_changes
