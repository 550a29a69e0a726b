"""Associations: whose page is whose, and opening one with all it needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

if TYPE_CHECKING:
    from cms.models import AssociationPage, FederationPage


def owner_of(page: Page) -> "AssociationPage | FederationPage | None":
    """The association the page stands under, else the federation; None for an unplaced page."""
    from cms.models import AssociationPage, FederationPage

    if not page.path:
        return None
    above = [page.path[:end] for end in range(Page.steplen, len(page.path) + 1, Page.steplen)]
    association = AssociationPage.objects.filter(path__in=above).first()
    return association or FederationPage.objects.filter(path__in=above).first()


def owner_slug(page: Page | None) -> str:
    """Slug of the association above `page`; empty for the federation's own pages."""
    from cms.models import AssociationPage

    owner = owner_of(page) if page is not None else None
    return owner.slug if isinstance(owner, AssociationPage) else ""


@dataclass(frozen=True, kw_only=True)
class Rooms:
    """What `open_association` made."""

    page: Any
    collection: Collection
    editors: Group
    reviewers: Group
    heads: Group
    workflow: Workflow


def _section(parent: Page, page: Page) -> None:
    parent.add_child(instance=page)
    page.save_revision().publish()


def _admin_access() -> Permission:
    return Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin")


def _board_access() -> Permission:
    return Permission.objects.get(codename="use_board", content_type__app_label="publishing")


def admit(group: Group, top: Page, page_rights: Iterable[str], collection: Collection) -> None:
    """Let a group into the admin: to the board, to pages below `top`, to the files of
    `collection` and the collections in it. `page_rights` are codenames such as `change_page`."""
    group.permissions.add(_admin_access(), _board_access())
    for right in page_rights:
        GroupPagePermission.objects.create(
            group=group, page=top, permission=_page_permission(right)
        )
    for permission in Permission.objects.filter(
        # Wagtail asks for the rights of its own models, whatever ours are called.
        content_type__app_label__in=("wagtailimages", "wagtaildocs"),
        codename__in=(
            "add_image", "change_image", "choose_image",
            "add_document", "change_document", "choose_document",
        ),
    ):  # fmt: skip
        GroupCollectionPermission.objects.create(
            group=group, collection=collection, permission=permission
        )


def open_association(
    parent: Page, *, name: str, short_name: str, slug: str, **fields: Any
) -> Rooms:
    """Everything an association needs at once: pages, collection, groups, review.

    `parent` is the FederationPage; `fields` are further AssociationPage fields. Editors (编辑)
    write, reviewers (审核) pass or return, and neither may publish past the review; only the
    head (负责人) can, and can withdraw.
    """
    # What is named here is content: in the site's language, whatever its opener reads.
    with translation.override(settings.LANGUAGE_CODE), transaction.atomic():
        return _open(parent, name, short_name, slug, fields)


def _open(parent: Page, name: str, short_name: str, slug: str, fields: dict[str, Any]) -> Rooms:
    from cms.models import (
        ArticleSection,
        AssociationPage,
        ExhibitionSection,
        ReviewTask,
        WorkSection,
    )

    page = AssociationPage(title=name, short_name=short_name, slug=slug, **fields)
    parent.add_child(instance=page)
    page.save_revision().publish()
    for section in (
        ArticleSection(title=_("News"), slug="news"),
        WorkSection(title=_("Works"), slug="works"),
        ExhibitionSection(title=_("Exhibitions"), slug="exhibitions"),
    ):
        _section(page, section)

    collection = Collection.get_first_root_node().add_child(name=short_name)
    editors = Group.objects.create(name=_("%(name)s editors") % {"name": short_name})
    reviewers = Group.objects.create(name=_("%(name)s reviewers") % {"name": short_name})
    heads = Group.objects.create(name=_("%(name)s heads") % {"name": short_name})
    for group, page_rights in (
        (editors, ("add_page", "change_page")),
        (reviewers, ("change_page", "lock_page", "unlock_page")),
        (heads, ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")),
    ):
        admit(group, page, page_rights, collection)

    task = ReviewTask.objects.create(name=_("%(name)s review") % {"name": short_name})
    task.groups.add(reviewers)
    workflow = Workflow.objects.create(name=_("%(name)s workflow") % {"name": short_name})
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=page)
    return Rooms(
        page=page,
        collection=collection,
        editors=editors,
        reviewers=reviewers,
        heads=heads,
        workflow=workflow,
    )


def _page_permission(codename: str) -> Permission:
    return Permission.objects.get(
        content_type=ContentType.objects.get_for_model(Page), codename=codename
    )
