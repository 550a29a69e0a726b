"""Releasing: pictures -> cover -> draft -> submit -> result.

Every step's handle is saved before the next starts; draft/add and freepublish/submit are preceded
by a note of their beginning, so that whoever takes over knows what may have arrived (A4, A5).
"""

from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

from django.utils.translation import gettext as _

from cms.contract import Document, ImageRef
from publishing import clock
from publishing.channels.wechat import article, body, limits, uploads
from publishing.channels.wechat.calls import NO_SUCH_MEDIA, NOT_GRANTED
from publishing.channels.wechat.course import TAKEN_DOWN, Course, Draft, Published
from publishing.channels.wechat.models import Account
from publishing.channels.wechat.source_url import with_key
from publishing.contract import Receipt, Refused, TryLater, Turn

T = TypeVar("T")


def release(document: Document, course: Course) -> Receipt:
    """Make the account show the document, or raise what stands in the way."""
    return _Release(document, course).run()


class _Release:
    def __init__(self, document: Document, course: Course) -> None:
        self._document, self._course = document, course
        self._account, self._calls, self._sending = course.account, course.calls, course.sending
        objections = article.objections(document, self._account)
        if objections:
            raise Refused(
                " ".join(str(objection.sentence) for objection in objections), turn=Turn.EDITOR
            )
        self._shown = article.shown(document, self._account)

    def run(self) -> Receipt:
        receipt = self._carried_out()
        if self._sending.must_ask and not self._course.left_to_a_person:
            # What an answer that never came left in the box would only confuse the operator.
            for spare in list(self._course.drafts_of_article()):
                self._delete_draft(spare)
        return receipt

    def _carried_out(self) -> Receipt:
        job = self._course.submitted()
        published = self._course.known_published()
        self._tell_of_a_lost_draft()
        if published is None and self._course.may_have_left_something:
            published = self._ask()
        if published is not None:
            receipt = self._published_before(published)
            if receipt is not None:
                return receipt
        elif self._course.left_to_a_person:
            return self._published_by_a_person_before()
        elif job is not None and (job.status in TAKEN_DOWN or self._is_wanted(self._course.draft)):
            # A failure of an earlier revision says nothing about this one.
            self._tell_why_not(job.status)
        draft = self._draft_in_the_box()
        if self._account.publishes == Account.Ladder.DRAFT:
            return self._left_to_the_operator(draft)
        return self._submit(draft)

    def _is_wanted(self, draft: Draft | None) -> bool:
        return draft is not None and draft.edition == self._shown.edition

    def _ask(self) -> Published | None:
        """What earlier tries left: a published article, or a draft, which is taken up."""
        found = next(self._course.publications_of_article(), None)
        if found is not None:
            self._course.keep_published(found)
            return found
        if self._course.draft is None:
            drafts = list(self._course.drafts_of_article())
            # Of several, made by an answer that never came, the rest is taken out of the box.
            for spare in drafts[1:]:
                self._delete_draft(spare)
            self._course.keep_draft(drafts[0] if drafts else None)
        self._sending.checkpoint(asked=True)
        return None

    def _tell_of_a_lost_draft(self) -> None:
        if self._sending.progress.get("lost"):
            self._course.ask_a_person(
                _(
                    "The draft is gone, and WeChat lists no publication of it. Look into the "
                    "platform's back office; if the article is not there, try again."
                ),
                "lost",
            )
            self._sending.checkpoint(lost=None, by_hand=None)

    def _delete_draft(self, draft: Draft) -> None:
        try:
            self._calls.delete_draft(draft.media_id)
        except Refused as refused:
            if refused.code != NO_SUCH_MEDIA:
                raise

    def _published_before(self, published: Published) -> Receipt | None:
        """The receipt if readers see what is wanted; None if they see nothing any more.

        A published article cannot be changed (A5 names no call for it): docs/decisions.
        """
        new = "published" in self._sending.progress
        if new and published.edition == self._shown.edition:
            return published.receipt()
        there = self._calls.article(published.article_id)
        if there is None:
            self._sending.checkpoint(published=None)
            return None
        seen = Published(
            article_id=published.article_id,
            url=str(there.get("url", "")) or published.url,
            edition=self._shown.edition,
        )
        if published.edition == self._shown.edition or self._mended_by_hand(published, there):
            return seen.receipt()
        raise Refused(
            _(
                "This article is published already, and WeChat lets nobody change it from "
                "outside. Change it in the platform's back office in the same words and try "
                "again here; or withdraw the article and release it anew, under a new address."
            ),
            turn=Turn.OPERATOR,
            code="published",
        )

    def _mended_by_hand(self, published: Published, there: Any) -> bool:
        """Whether an operator has brought the published article to the same words."""
        wanted = self._shown
        return (
            published.edition[8:] == wanted.pictures_edition
            and there.get("title") == wanted.title
            and there.get("digest") == wanted.digest
            and body.words_of(str(there.get("content", ""))) == body.words_of(wanted.content)
        )

    def _published_by_a_person_before(self) -> Receipt:
        handle = self._sending.handle
        if handle.get("edition") != self._shown.edition:
            self._course.ask_a_person(
                _(
                    "The operator has published this article by hand, so that only a person can "
                    "change it: change it in the platform's back office, then try again here."
                ),
                self._shown.edition,
            )
        return Receipt(handle={"by_hand": True, "edition": self._shown.edition})

    def _tell_why_not(self, status: int) -> NoReturn:
        sentence, turn = {
            2: (
                _("WeChat did not publish it: the check for original work failed."),
                Turn.EDITOR,
            ),
            4: (
                _("WeChat did not publish it: its review did not pass the content."),
                Turn.EDITOR,
            ),
            5: (
                _("It was published and then deleted in the platform's back office."),
                Turn.OPERATOR,
            ),
            6: (_("It was published and then banned by the platform."), Turn.OPERATOR),
        }.get(
            status,
            (
                _(
                    "WeChat did not publish it and gives no reason. See the platform's back "
                    "office, then try again."
                ),
                Turn.OPERATOR,
            ),
        )
        raise Refused(sentence, turn=turn, code=f"publish_status {status}")

    # Draft

    def _draft_in_the_box(self) -> Draft:
        draft = self._course.draft
        if draft is not None and self._is_wanted(draft):
            return draft
        content = self._article()
        if draft is not None:
            changed = self._changed(draft, content)
            if changed is not None:
                return changed
        self._sending.checkpoint(adding=clock.now().timestamp())
        try:
            media_id = self._with_a_cover(content, self._calls.add_draft)
        except (Refused, TryLater):
            self._sending.checkpoint(adding=None)
            raise
        made = Draft(media_id=media_id, edition=self._shown.edition)
        self._course.keep_draft(made)
        return made

    def _article(self) -> dict[str, Any]:
        addresses = {
            image.digest: uploads.body_address(
                self._account, self._calls, self._sending.note, image
            )
            for image in article.pictures_of(self._document)
        }
        return article.article(
            self._document,
            self._account,
            picture=lambda image: addresses[image.digest],
            cover=self._cover(),
            source_url=with_key(self._document.url, self._document.id, self._shown.edition),
        )

    def _cover(self) -> str:
        return uploads.cover_id(
            self._account,
            self._calls,
            self._sending.note,
            self._cover_image,
            ask=self._sending.must_ask,
        )

    @property
    def _cover_image(self) -> ImageRef:
        image = self._document.cover
        if image is None:
            raise TypeError("objections() lets no document without a cover pass")
        return image

    def _changed(self, draft: Draft, content: dict[str, Any]) -> Draft | None:
        """The draft with the new content; None if it is no longer in the box."""
        if not self._calls.draft_is_there(draft.media_id):
            # Deleted by somebody, or published by hand: 40007 says both (A10).
            found = next(self._course.publications_of_article(), None)
            if found is not None:
                self._course.keep_published(found)
                raise TryLater(_("An earlier revision was published meanwhile."))
            self._course.keep_draft(None)
            return None
        self._with_a_cover(content, lambda tried: self._calls.update_draft(draft.media_id, tried))
        changed = Draft(media_id=draft.media_id, edition=self._shown.edition)
        self._course.keep_draft(changed)
        return changed

    def _with_a_cover(self, content: dict[str, Any], call: Callable[[dict[str, Any]], T]) -> T:
        """`call` with the content; again with its cover brought anew where the platform does not
        know it (somebody cleared the library), and at last with one of the type for covers, since
        pictures of the other are said to be refused by some accounts (A3)."""
        try:
            return call(content)
        except Refused as refused:
            if refused.code != NO_SUCH_MEDIA:
                raise
        uploads.forget_cover(self._account, self._cover_image)
        try:
            return call({**content, "thumb_media_id": self._cover()})
        except Refused as refused:
            if refused.code != NO_SUCH_MEDIA:
                raise
        thumb = uploads.thumb_id(self._account, self._calls, self._sending.note, self._cover_image)
        return call({**content, "thumb_media_id": thumb})

    # Submit

    def _submit(self, draft: Draft) -> Receipt:
        self._sending.checkpoint(submitting=clock.now().timestamp(), looks=None)
        try:
            publish_id = self._calls.submit(draft.media_id)
        except Refused as refused:
            if refused.code == NO_SUCH_MEDIA:
                return self._not_in_the_box(draft, refused)
            self._sending.checkpoint(submitting=None)
            if refused.code != NOT_GRANTED:
                raise
            # The platform took this rung away (A5); testing the account can give it back.
            Account.objects.filter(pk=self._account.pk).update(publishes=Account.Ladder.DRAFT)
            self._account.publishes = Account.Ladder.DRAFT
            return self._left_to_the_operator(draft)
        except TryLater:
            self._sending.checkpoint(submitting=None)
            raise
        self._sending.checkpoint(publish_id=publish_id, submitting=None, unsure=None)
        raise self._course.another_look(_("Submitted; WeChat is checking and publishing it."))

    def _not_in_the_box(self, draft: Draft, refused: Refused) -> Receipt:
        """submit knows no such draft: it is being published, was published, or was deleted."""
        unsure = bool(self._sending.progress.get("unsure"))
        if self._calls.draft_is_there(draft.media_id):
            if unsure:
                raise refused  # We waited long enough: there is something else about it.
            raise self._course.another_look(_("Submitted; WeChat is checking and publishing it."))
        found = next(self._course.publications_of_article(), None)
        if found is not None:
            self._course.keep_published(found)
            if found.edition == self._shown.edition:
                return found.receipt()
            raise TryLater(_("An earlier revision was published meanwhile."))
        if not self._sending.progress.get("vanished"):
            # The list may lag behind what was published a moment ago: it is read twice.
            self._sending.checkpoint(vanished=True, submitting=None)
            raise self._course.another_look(
                _("It is not certain that WeChat took the submission; it is being asked."),
                limits.LIST_LAGS,
            )
        self._course.keep_draft(None)
        if unsure:
            self._sending.checkpoint(lost=True)
            self._tell_of_a_lost_draft()
        raise TryLater(_("The draft was deleted in the platform's back office; it is made again."))

    # Draft only

    def _left_to_the_operator(self, draft: Draft) -> Receipt:
        looks = self._sending.progress.get("looks")
        if looks and not self._calls.draft_is_there(draft.media_id):
            found = next(self._course.publications_of_article(), None)
            if found is not None:
                return found.receipt()
            return Receipt(handle={"by_hand": True, "edition": draft.edition})
        raise self._course.another_look(
            _(
                "The draft is in the account's draft box. This account may not publish by the "
                "interface: please publish it on mp.weixin.qq.com or in the app."
            ),
            limits.DRAFT_LOOKS,
        )
