"""Pages, pictures and people for tests: each function makes one thing, saved, and returns it.

    shuxie = association()
    piece = article(shuxie, title="临帖三题", channels=["wechat:shuxie"])
    person_who_writes = editor(shuxie)

`live=True` publishes the way Wagtail does (a stored revision), so the ledger hears of it.
"""

from collections.abc import Sequence
from io import BytesIO
from itertools import count
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.images import ImageFile
from PIL import Image as PillowImage
from wagtail.models import Collection, Locale, Page, Site

from cms.associations import open_association
from cms.models import (
    ArticlePage,
    ArticleSection,
    AssociationPage,
    ExhibitionPage,
    ExhibitionSection,
    ExhibitionWork,
    FederationPage,
    PersonPage,
    PersonSection,
    WorkMaker,
    WorkPage,
    WorkPicture,
    WorkSection,
)
from media.models import MediaImage

_numbers = count(1)
PASSWORD = "lan-ting-1937"


def _root() -> Page:
    """The root of the tree, planted anew with what Wagtail's migrations put beside it after a
    test with real transactions has emptied the tables."""
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    return Page.get_first_root_node() or Page.add_root(
        title="Root", slug="root", content_type=ContentType.objects.get_for_model(Page)
    )


def federation() -> FederationPage:
    """The one federation, at the root of the default site, with its own section of each kind."""
    existing = FederationPage.objects.first()
    if existing is not None:
        return existing
    root = _root()
    # Wagtail's "Welcome" page of a new database stands where the federation belongs.
    Page.objects.filter(depth=2).delete()
    root.refresh_from_db()
    home = FederationPage(title="兰亭市文学艺术界联合会", short_name="市文联", slug="wenlian")
    root.add_child(instance=home)
    home.save_revision().publish()
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "testserver", "port": 80, "root_page": home, "site_name": "云文艺"},
    )
    for section in (
        ArticleSection(title="新闻", slug="news"),
        WorkSection(title="作品", slug="works"),
        ExhibitionSection(title="展览", slug="exhibitions"),
        PersonSection(title="艺术家", slug="artists"),
    ):
        _publish_below(home, section)
    home.refresh_from_db()
    return home


def association(
    slug: str = "shuxie", *, name: str = "", short_name: str = "", **fields: Any
) -> AssociationPage:
    """The association of that slug, opened with sections, groups and review if it is new."""
    existing = AssociationPage.objects.filter(slug=slug).first()
    if existing is not None:
        return existing
    known = {"shuxie": ("兰亭市书法家协会", "书协"), "zuoxie": ("兰亭市作家协会", "作协")}
    full, short = known.get(slug, (f"兰亭市{slug}协会", slug))
    rooms = open_association(
        federation(), name=name or full, short_name=short_name or short, slug=slug, **fields
    )
    page: AssociationPage = rooms.page
    page.refresh_from_db()
    return page


def section(owner: AssociationPage | FederationPage, kind: type[Page]) -> Page:
    """The owner's section of a type, for example `ArticleSection`."""
    return kind.objects.child_of(Page.objects.get(pk=owner.pk)).get()


def picture(
    *, width: int = 640, height: int = 480, colour: str = "#b9a27c", title: str = "", **fields: Any
) -> MediaImage:
    """A stored JPEG of one colour. Different sizes and colours give different digests."""
    number = next(_numbers)
    content = BytesIO()
    PillowImage.new("RGB", (width, height), colour).save(content, "JPEG")
    content.seek(0)
    return MediaImage.objects.create(
        title=title or f"图{number}",
        file=ImageFile(content, name=f"picture-{number}.jpg"),
        width=width,
        height=height,
        **fields,
    )


def paragraph(text: str) -> tuple[str, str]:
    """One paragraph for a `body`."""
    return ("paragraph", f"<p>{text}</p>")


def article(
    owner: AssociationPage | FederationPage | None = None,
    *,
    title: str = "",
    live: bool = True,
    channels: Sequence[str] = (),
    **fields: Any,
) -> ArticlePage:
    """An article in the owner's news; without `body` it has one paragraph."""
    number = next(_numbers)
    fields.setdefault("body", [paragraph("永和九年,岁在癸丑,暮春之初,会于会稽山阴之兰亭。")])
    page = ArticlePage(title=title or f"兰亭雅集纪事之{number}", channels=list(channels), **fields)
    return _placed(page, section(owner or association(), ArticleSection), live=live)


def work(
    owner: AssociationPage | FederationPage | None = None,
    *,
    title: str = "",
    live: bool = True,
    pictures: Sequence[MediaImage] = (),
    makers: Sequence[PersonPage | str] = (),
    channels: Sequence[str] = (),
    **fields: Any,
) -> WorkPage:
    """A work in the owner's works; makers are persons or bare names."""
    number = next(_numbers)
    fields.setdefault("art_form", "calligraphy")
    page = WorkPage(title=title or f"行书条幅之{number}", channels=list(channels), **fields)
    page.pictures = [WorkPicture(image=image) for image in pictures]
    page.makers = [
        WorkMaker(name=maker) if isinstance(maker, str) else WorkMaker(person=maker)
        for maker in makers
    ]
    return _placed(page, section(owner or association(), WorkSection), live=live)


def person(
    *,
    title: str = "",
    live: bool = True,
    associations: Sequence[AssociationPage] = (),
    channels: Sequence[str] = (),
    **fields: Any,
) -> PersonPage:
    """An artist of the federation."""
    number = next(_numbers)
    fields.setdefault("art_form", "calligraphy")
    page = PersonPage(title=title or f"王之{number}", channels=list(channels), **fields)
    if associations:
        page.associations = list(associations)
    return _placed(page, section(federation(), PersonSection), live=live)


def exhibition(
    owner: AssociationPage | FederationPage | None = None,
    *,
    title: str = "",
    live: bool = True,
    works: Sequence[WorkPage] = (),
    channels: Sequence[str] = (),
    **fields: Any,
) -> ExhibitionPage:
    """An exhibition in the owner's exhibitions, with works hung in order."""
    number = next(_numbers)
    page = ExhibitionPage(title=title or f"墨缘作品展之{number}", channels=list(channels), **fields)
    page.hung = [ExhibitionWork(work=work) for work in works]
    return _placed(page, section(owner or association(), ExhibitionSection), live=live)


def editor(owner: AssociationPage) -> Any:
    """Somebody who writes for the association (编辑)."""
    return _member(f"{owner.slug}-bianji", owner, "add_page", without="publish_page")


def reviewer(owner: AssociationPage) -> Any:
    """Somebody who passes or returns its articles (审核)."""
    return _member(f"{owner.slug}-shenhe", owner, "lock_page", without="add_page")


def head(owner: AssociationPage) -> Any:
    """Its head (负责人), who may publish and withdraw."""
    return _member(f"{owner.slug}-fuzeren", owner, "publish_page")


def office() -> Any:
    """Somebody of the federation's office, who may do everything."""
    return _user("wenlian-bangongshi", is_superuser=True, is_staff=True)


def _member(name: str, owner: AssociationPage, right: str, without: str = "") -> Any:
    groups = Group.objects.filter(
        page_permissions__page_id=owner.pk, page_permissions__permission__codename=right
    )
    if without:
        groups = groups.exclude(
            page_permissions__page_id=owner.pk, page_permissions__permission__codename=without
        )
    user = _user(name)
    user.groups.add(groups.get())
    return user


def _user(name: str, **flags: bool) -> Any:
    users = get_user_model().objects
    number = next(_numbers)
    return users.create_user(f"{name}-{number}", f"{name}@example.test", PASSWORD, **flags)


def _placed(page: Any, parent: Page, *, live: bool) -> Any:
    page.live = False
    parent.add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    page.refresh_from_db()
    return page


def _publish_below(parent: Page, page: Page) -> None:
    parent.add_child(instance=page)
    page.save_revision().publish()
