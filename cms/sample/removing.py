"""Taking the sample away again; what people made stays, and so does what holds it."""

from collections.abc import Callable, Iterable

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import Page, ReferenceIndex

from cms.models import AssociationPage, FederationPage, ReleasablePage
from cms.sample import accounts, marks
from cms.sample.rooms import rooms_of
from media.models import MediaDocument, MediaImage

Say = Callable[[str], None]


def remove(say: Say) -> None:
    """Remove every page, picture, login and association of the sample.

    An association or the federation goes only when nothing of the editors' is left in it, a picture
    only when no page of theirs shows it, a login only if the sample made it.
    """
    with transaction.atomic():
        _remove_pages(say)
    with transaction.atomic():
        _remove_pictures(say)
    with transaction.atomic():
        users, _ = get_user_model().objects.filter(email__endswith=marks.MAIL_DOMAIN).delete()
        if users:
            say("登录账号：已移除")
        for page in _ours(AssociationPage.objects.order_by("path")):
            _remove_association(page, say)
        for page in _ours(FederationPage.objects.all()):
            _remove_federation(page, say)


def _ours(pages: Iterable[Page]) -> list[Page]:
    return [page for page in pages if marks.is_sample(page.translation_key)]


def _remove_pages(say: Say) -> None:
    count = 0
    # Exhibitions and articles show works, works name persons: in that order nothing dangles.
    order = {"exhibition": 0, "article": 1, "work": 2, "person": 3}
    pages = [
        page.specific
        for page in _ours(Page.objects.filter(depth__gt=2))
        if issubclass(page.specific_class, ReleasablePage)
    ]
    for page in sorted(pages, key=lambda page: order[page.document_kind]):
        # Read anew: deleting a neighbour may have changed the tree.
        type(page).objects.get(pk=page.pk).delete()
        count += 1
    if count:
        say(f"页面：移除 {count}")


def _remove_pictures(say: Say) -> None:
    kept = count = 0
    prefix = f"original_images/{marks.PICTURE_PREFIX}"
    for image in MediaImage.objects.filter(file__startswith=prefix):
        if ReferenceIndex.get_references_to(image).exists():
            kept += 1
            continue
        image.delete()
        count += 1
    if count:
        say(f"图片：移除 {count}")
    if kept:
        say(f"图片：{kept} 幅仍被编辑的页面使用，予以保留")


def _remove_association(page: Page, say: Say) -> None:
    found = rooms_of(page)
    sections = page.get_children()
    used = any(section.get_children().exists() for section in sections) or (
        found.collection is not None
        and (
            MediaImage.objects.filter(collection=found.collection).exists()
            or MediaDocument.objects.filter(collection=found.collection).exists()
        )
    )
    members = get_user_model().objects.filter(groups__in=found.groups.values()).exists()
    if used or members:
        say(f"{page.title}：已有编辑的内容，予以保留")
        return
    if found.workflow is not None:
        for task in [row.task for row in found.workflow.workflow_tasks.all()]:
            task.specific.delete()
        found.workflow.delete()
    AssociationPage.objects.get(pk=page.pk).delete()
    for group in found.groups.values():
        group.delete()
    if found.collection is not None:
        found.collection.delete()


def _remove_federation(page: Page, say: Say) -> None:
    left = Page.objects.descendant_of(page)
    sections = page.get_children()
    if left.count() > sections.count() or AssociationPage.objects.exists():
        say(f"{page.title}：已有编辑的内容，予以保留")
        return
    office = Group.objects.filter(name=accounts.OFFICE).first()
    FederationPage.objects.get(pk=page.pk).delete()
    if office is not None and not get_user_model().objects.filter(groups=office).exists():
        office.delete()
    say(f"{page.title}：已移除")
