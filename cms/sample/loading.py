"""Putting the sample into the database: what is there is left alone, what is missing is made."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.files import File
from django.db import transaction
from wagtail.models import Collection, Page, Site

from cms import associations
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
    ReleasablePage,
    WorkMaker,
    WorkPage,
    WorkPicture,
    WorkSection,
)
from cms.sample import accounts, body, gallery, marks
from cms.sample.reading import (
    CREDIT,
    Article,
    Content,
    Exhibition,
    Person,
    Work,
    content,
    pictures_of,
)
from cms.sample.rooms import rooms_of
from media.models import MediaImage

Say = Callable[[str], None]
#: Slug of an association (empty: the federation) -> the channel its articles are ticked for.
ChannelOf = Callable[[str], str]


class NotEmpty(Exception):
    """The site has a federation of its own; the message says so."""


def pictures_folder() -> Path:
    """Where drawn pictures are kept for the next run."""
    return Path(settings.VAR) / "sample-pictures"


def _no_channel(association: str) -> str:
    return ""


def load(
    say: Say, *, tiny: bool = False, password: str = "", channel_of: ChannelOf = _no_channel
) -> dict[str, int]:
    """Make whatever of the sample is missing; gives the number of things made, by kind.

    Each association is a transaction of its own, so that a broken-off run can be repeated. Raises
    NotEmpty.
    """
    return _Loader(content(), say, tiny=tiny, password=password, channel_of=channel_of).run()


class _Loader:
    def __init__(
        self, held: Content, say: Say, *, tiny: bool, password: str, channel_of: ChannelOf
    ) -> None:
        self.held, self.say, self.tiny, self.password = held, say, tiny, password
        self.channel_of = channel_of
        self.made: dict[str, int] = {}
        self.images = _stored_pictures()
        self.pages = {
            key: pk
            for key, pk in Page.objects.values_list("translation_key", "pk")
            if marks.is_sample(key)
        }

    def run(self) -> dict[str, int]:
        self._draw()
        with transaction.atomic():
            federation = self._federation()
            _point_site_at(federation)
            artists = federation.get_children().type(PersonSection).get()
            for person in self.held.persons:
                self._person(artists, person)
        self._count_off("persons", "人物")
        for house in self.held.houses:
            with transaction.atomic():
                page = self._association(federation, house.slug)
                section = page.get_children().type(WorkSection).get()
                for work in self.held.works:
                    if work.association == house.slug:
                        self._work(section, work)
        self._memberships()
        self._count_off("works", "作品")
        for slug in ("", *(house.slug for house in self.held.houses)):
            with transaction.atomic():
                self._writings(federation, slug)
        self._count_off("articles", "文章")
        self._count_off("exhibitions", "展览")
        with transaction.atomic():
            self._accounts(federation)
        return self.made

    def _draw(self) -> None:
        """Only the pictures of pages that are not there yet."""
        held = self.held
        wanted: list[str] = []
        for kind, things in (("person", held.persons), ("work", held.works)):
            wanted += [t.picture for t in things if marks.page_key(kind, t.key) not in self.pages]
        for article in held.articles:
            if marks.page_key("article", article.key) not in self.pages:
                wanted += pictures_of(article)
        recipes = [held.recipes[k] for k in dict.fromkeys(wanted) if self._stored(k) is None]

        def progress(done: int, total: int) -> None:
            if done == 0:
                self.say(f"图片：绘制 {total} 幅，约需一分钟……")
            elif done % 10 == 0 or done == total:
                self.say(f"图片：{done}/{total}")

        gallery.draw_all(recipes, self._folder(), progress, tiny=self.tiny)

    def _folder(self) -> Path:
        return pictures_folder() / ("tiny" if self.tiny else "full")

    def _stored(self, key: str) -> int | None:
        return self.images.get(marks.PICTURE_PREFIX + self.held.recipes[key].filename)

    def _image(self, key: str) -> int:
        """Id of the picture in the library, put there at first use."""
        stored = self._stored(key)
        if stored is not None:
            return stored
        recipe = self.held.recipes[key]
        name = marks.PICTURE_PREFIX + recipe.filename
        image = MediaImage(
            title=self.held.alts[key],
            description=self.held.alts[key],
            credit=CREDIT,
            collection=self._collection(self.held.owners[key]),
        )
        storage = image.file.storage
        # Left by a run that was killed before its transaction ended.
        leftover = image.get_upload_to(name)
        if storage.exists(leftover):
            storage.delete(leftover)
        with (self._folder() / recipe.filename).open("rb") as picture:
            image.file = File(picture, name=name)
            image._set_image_file_metadata()
            image.save()
        self.images[name] = image.pk
        return image.pk

    def _collection(self, association: str) -> Collection:
        if association:
            found = rooms_of(AssociationPage.objects.get(slug=association)).collection
            if found is not None:
                return found
        root: Collection = Collection.get_first_root_node()
        return root

    def _federation(self) -> FederationPage:
        key = marks.page_key("federation", "")
        there: FederationPage | None = FederationPage.objects.first()
        if there is not None:
            if there.translation_key != key:
                raise NotEmpty(f"这个站点已有自己的文联首页“{there.title}”，示例内容只装进空站点。")
            return there
        page = FederationPage(slug="federation", translation_key=key, **self.held.federation)
        Page.get_first_root_node().add_child(instance=page)
        page.save_revision().publish()
        for section in (
            ArticleSection(title="要闻", slug="news"),
            WorkSection(title="作品", slug="works"),
            ExhibitionSection(title="展览", slug="exhibitions"),
            PersonSection(title="艺术家", slug="artists"),
        ):
            page.add_child(instance=section)
            section.save_revision().publish()
        return page

    def _association(self, federation: FederationPage, slug: str) -> AssociationPage:
        key = marks.page_key("association", slug)
        there: AssociationPage | None = AssociationPage.objects.filter(translation_key=key).first()
        if there is not None:
            return there
        house = next(house for house in self.held.houses if house.slug == slug)
        federation.refresh_from_db()
        rooms = associations.open_association(
            federation,
            name=house.title,
            short_name=house.short_name,
            slug=slug,
            translation_key=key,
            **house.fields,
        )
        page: AssociationPage = rooms.page
        self._counted("associations")
        return page

    def _memberships(self) -> None:
        """Who belongs where, once the associations stand."""
        with transaction.atomic():
            for person in self.held.persons:
                page = PersonPage.objects.get(pk=self.pages[marks.page_key("person", person.key)])
                if page.live_revision_id is not None:
                    continue
                page.associations = AssociationPage.objects.filter(slug__in=person.associations)
                _publish(page)

    def _person(self, section: Page, person: Person) -> None:
        page = PersonPage(
            title=person.name,
            other_names=person.other_names,
            born=person.born,
            art_form=person.art_form,
            posts=person.posts,
        )
        # Published by _memberships.
        self._add(section, page, "person", person, person.picture, text="biography", publish=False)

    def _work(self, section: Page, work: Work) -> None:
        page = WorkPage(
            title=work.title,
            art_form=work.art_form,
            format=work.format,
            year=work.year,
            materials=work.materials,
            dimensions=work.dimensions,
            inscription=work.inscription,
        )

        def fill() -> None:
            maker = self.pages[marks.page_key("person", work.maker)] if work.maker else None
            page.makers.set([WorkMaker(person_id=maker, name=work.maker_name)])
            picture = self._image(work.picture)
            page.pictures.set([WorkPicture(image_id=picture, caption="示例作品")])

        self._add(section, page, "work", work, work.picture, text="body", fill=fill)

    def _writings(self, federation: FederationPage, slug: str) -> None:
        owner = AssociationPage.objects.get(slug=slug) if slug else federation
        news = owner.get_children().type(ArticleSection).get()
        for article in self.held.articles:
            if article.association == slug:
                self._article(news, article)
        rooms = owner.get_children().type(ExhibitionSection).get()
        for exhibition in self.held.exhibitions:
            if exhibition.association == slug:
                self._exhibition(rooms, exhibition)

    def _article(self, section: Page, article: Article) -> None:
        page = ArticlePage(
            title=article.title,
            category=article.category,
            byline=article.byline,
            source=article.source,
        )
        shown = pictures_of(article)
        if not shown:
            shown = [self._picture_of_work(key) for key in body.works_in(article.body)]
        if shown and (channel := self.channel_of(article.association)):
            page.channels = [channel]
        self._add(section, page, "article", article, shown[0] if shown else "", text="body")

    def _exhibition(self, section: Page, exhibition: Exhibition) -> None:
        page = ExhibitionPage(
            title=exhibition.title,
            opens=exhibition.opens,
            closes=exhibition.closes,
            place=exhibition.place,
            curators=exhibition.curators,
            organisers=exhibition.organisers,
        )

        def fill() -> None:
            page.hung.set(
                [
                    ExhibitionWork(
                        work_id=self.pages[marks.page_key("work", key)],
                        label=label,
                        sort_order=number,
                    )
                    for number, (key, label) in enumerate(exhibition.hung)
                ]
            )

        cover = self._picture_of_work(exhibition.hung[0 if exhibition.key != "hanmo" else 2][0])
        self._add(section, page, "exhibition", exhibition, cover, text="preface", fill=fill)

    def _picture_of_work(self, key: str) -> str:
        return next(work.picture for work in self.held.works if work.key == key)

    def _add(
        self,
        section: Page,
        page: ReleasablePage,
        kind: str,
        said: Any,
        cover: str,
        *,
        text: str,
        fill: Callable[[], None] | None = None,
        publish: bool = True,
    ) -> None:
        """Make one page, unless it is there. `text` names the field of blocks in it."""
        key = marks.page_key(kind, said.key)
        if key in self.pages:
            return
        written = getattr(said, text)
        page.translation_key = key
        page.live = False
        page.date = said.date
        page.first_published_at = _moment(said.date, len(self.pages))
        page.digest = said.digest
        page.cover_id = self._image(cover) if cover else None
        setattr(page, text, body.blocks(written, *self._shown(written), seed=f"{kind}/{said.key}"))
        if fill is not None:
            fill()
        section.refresh_from_db()
        section.add_child(instance=page)
        if publish:
            _publish(page)
        self.pages[key] = page.pk
        self._counted(f"{kind}s")

    def _shown(self, text: str) -> tuple[dict[str, int], dict[str, int]]:
        images = {key: self._image(key) for key in body.pictures_in(text)}
        works = {key: self.pages[marks.page_key("work", key)] for key in body.works_in(text)}
        return images, works

    def _accounts(self, federation: FederationPage) -> None:
        groups = {("", "office"): accounts.ensure_office(federation)}
        for house in self.held.houses:
            found = rooms_of(AssociationPage.objects.get(slug=house.slug))
            for rights, group in found.groups.items():
                groups[house.slug, rights] = group
        if made := accounts.ensure_users(groups, self.password):
            self.made["users"] = len(made)
            self.say(f"登录账号：{'、'.join(made)}")

    def _counted(self, kind: str) -> None:
        self.made[kind] = self.made.get(kind, 0) + 1

    def _count_off(self, kind: str, name: str) -> None:
        if number := self.made.get(kind):
            self.say(f"{name}：{number}")


def _stored_pictures() -> dict[str, int]:
    prefix = f"original_images/{marks.PICTURE_PREFIX}"
    rows: Iterable[tuple[str, int]] = MediaImage.objects.filter(
        file__startswith=prefix
    ).values_list("file", "pk")
    return {name.rpartition("/")[2]: pk for name, pk in rows}


def _publish(page: ReleasablePage) -> None:
    page.save_revision().publish()


def _moment(day: date, number: int) -> datetime:
    """Half past nine and some minutes on the day, in the city."""
    zone = ZoneInfo(settings.TIME_ZONE)
    return datetime.combine(day, time(9, 30), zone) + timedelta(minutes=number % 240)


def _point_site_at(federation: FederationPage) -> None:
    """Make the site of SETTINGS.SITE_URL show the federation; Wagtail's welcome page goes."""
    address = urlsplit(settings.SITE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    wanted = (address.hostname or "localhost", port, federation.pk, federation.short_name)
    if (site.hostname, site.port, site.root_page_id, site.site_name) != wanted:
        site.hostname, site.port, site.root_page_id, site.site_name = wanted
        site.save()
    for page in Page.objects.filter(depth=2, slug="home"):
        if page.specific_class is Page and not page.get_children().exists():
            page.delete()
