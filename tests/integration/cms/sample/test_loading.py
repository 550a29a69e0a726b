"""The sample is loaded, loaded again, and removed again, beside what editors made."""

from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from wagtail.models import (
    Collection,
    Page,
    ReferenceIndex,
    Revision,
    Site,
    Task,
    Workflow,
)
from wagtail.users.models import UserProfile

from cms import events
from cms.models import (
    ArticlePage,
    ArticleSection,
    AssociationPage,
    ExhibitionPage,
    FederationPage,
    PersonPage,
    WorkPage,
)
from cms.sample.logins import LOGINS
from media.models import MediaImage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folders(settings: object, tmp_path: Path) -> None:
    settings.VAR = tmp_path  # type: ignore[attr-defined]
    settings.MEDIA_ROOT = tmp_path / "media"  # type: ignore[attr-defined]
    settings.SITE_URL = "http://127.0.0.1:8321"  # type: ignore[attr-defined]


def _load() -> None:
    call_command("load_sample", tiny=True, verbosity=0)


def test_load_twice_and_remove(capsys: pytest.CaptureFixture[str]) -> None:
    before = (Group.objects.count(), Collection.objects.count(), Task.objects.count())
    told: list[int] = []

    def hear(page: Page, **kwargs: object) -> None:
        told.append(page.pk)

    events.released.connect(hear)
    _load()
    assert AssociationPage.objects.live().count() == 12
    assert PersonPage.objects.live().count() >= 20
    assert WorkPage.objects.live().count() >= 60
    assert ArticlePage.objects.live().count() >= 40
    assert ExhibitionPage.objects.live().count() == 3
    # Each page was told to the ledger once, with a revision behind it.
    assert len(told) == len(set(told))
    for page in (*WorkPage.objects.all(), *ArticlePage.objects.all(), *PersonPage.objects.all()):
        assert page.live_revision_id is not None
        assert page.first_published_at.date().year == 2026
        assert page.pk in told
    site = Site.objects.get(is_default_site=True)
    assert (site.hostname, site.port) == ("127.0.0.1", 8321)
    assert isinstance(site.root_page.specific, FederationPage)
    assert not Page.objects.filter(depth=2, slug="home").exists()
    scroll = WorkPage.objects.get(title="行书《兰亭集序》卷")
    assert scroll.makers.get().shown_name == "沈砚秋"
    assert scroll.inscription.startswith("永和九年")
    assert PersonPage.objects.get(title="沈砚秋").associations.get().slug == "shuxie"
    for login in LOGINS:
        user = authenticate(username=login.username, password=login.password)
        assert user is not None
        profile = UserProfile.objects.get(user=user)
        assert (profile.preferred_language, profile.current_time_zone) == (
            "zh-hans",
            "Asia/Shanghai",
        )

    revisions, pictures = Revision.objects.count(), MediaImage.objects.count()
    capsys.readouterr()
    call_command("load_sample", tiny=True)
    assert "无需改动" in capsys.readouterr().out
    assert (Revision.objects.count(), MediaImage.objects.count()) == (revisions, pictures)
    events.released.disconnect(hear)

    call_command("remove_sample", verbosity=0)
    assert Page.objects.filter(depth__gt=1).count() == 0
    assert not MediaImage.objects.exists()
    assert not get_user_model().objects.exists()
    assert not Workflow.objects.filter(name__contains="书协").exists()
    assert (Group.objects.count(), Collection.objects.count(), Task.objects.count()) == before


def test_what_editors_made_stays() -> None:
    _load()
    edited = WorkPage.objects.get(title="墨竹")
    edited.materials = "改过的材料"
    edited.save_revision().publish()
    ArticlePage.objects.get(title="先看三遍").delete()
    _load()
    assert WorkPage.objects.get(title="墨竹").materials == "改过的材料"
    assert ArticlePage.objects.filter(title="先看三遍", live=True).exists()

    news = ArticleSection.objects.child_of(AssociationPage.objects.get(slug="shuxie")).get()
    cover = edited.pictures.get().image
    theirs = ArticlePage(title="自己的消息", date=date(2026, 7, 1), cover=cover)
    news.add_child(instance=theirs)
    theirs.save_revision().publish()
    ReferenceIndex.create_or_update_for_object(theirs)
    call_command("remove_sample", verbosity=0)
    kept = ArticlePage.objects.get()
    assert (kept.title, kept.live, kept.cover) == ("自己的消息", True, cover)
    assert AssociationPage.objects.get(slug="shuxie").live
    assert not AssociationPage.objects.filter(slug="zuoxie").exists()
    federation = FederationPage.objects.get()
    assert Site.objects.get(is_default_site=True).root_page_id == federation.pk


def test_a_site_in_use_is_refused_in_words() -> None:
    Page.get_first_root_node().add_child(
        instance=FederationPage(title="真的文联", short_name="文联", slug="wenlian")
    )
    with pytest.raises(CommandError, match="真的文联"):
        _load()
    assert not AssociationPage.objects.exists()
