"""How far one article is on its way into one account: what is known, and what must be asked.

`Sending.progress` holds, each saved before the next step is taken:

    adding       when draft/add was begun (its answer is missing while this stands)
    draft        {"media_id", "edition"} of the draft in the box
    submitting   when freepublish/submit was begun
    asked        that the platform's lists were looked through before anything was added
    lost         that the draft vanished and nothing was published after a submit without answer
    unsure       that submit was repeated after an answer that never came
    vanished     that submit knew no such draft while nothing was listed as published
    publish_id   of the job the platform works on
    looks        how often that job, or the box, was looked at
    published    {"article_id", "url", "edition"}, until the delivery is settled
    by_hand      what an operator was told to do; a retry means it was done
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _

from publishing import clock
from publishing.channels.wechat import limits
from publishing.channels.wechat.calls import NOT_GRANTED, QUOTA_SPENT, Calls, Job
from publishing.channels.wechat.models import Account
from publishing.channels.wechat.source_url import edition_in
from publishing.contract import Receipt, Refused, Sending, StillUnderWay, TryLater, Turn

PUBLISHED, PUBLISHING = 0, 1
TAKEN_DOWN = (5, 6)


@dataclass(frozen=True, kw_only=True)
class Published:
    """An article readers can see, and the edition of it."""

    article_id: str
    url: str
    edition: str

    def receipt(self) -> Receipt:
        return Receipt(
            url=self.url, handle={"article_id": self.article_id, "edition": self.edition}
        )


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A draft in the box."""

    media_id: str
    edition: str


class Course:
    """What release and withdrawal have in common."""

    def __init__(
        self, account: Account, calls: Calls, sending: Sending, *, settles: timedelta
    ) -> None:
        self.account, self.calls, self.sending = account, calls, sending
        self._settles = settles

    # What is known

    @property
    def draft(self) -> Draft | None:
        known = self.sending.progress.get("draft")
        return Draft(**known) if known else None

    def known_published(self) -> Published | None:
        """From this delivery's progress, else from the last release."""
        known = self.sending.progress.get("published")
        if known:
            return Published(**known)
        handle = self.sending.handle
        if handle.get("article_id"):
            return Published(
                article_id=handle["article_id"], url="", edition=handle.get("edition", "")
            )
        return None

    @property
    def left_to_a_person(self) -> bool:
        """The last release ended with a draft that an operator published, we know not where."""
        return bool(self.sending.handle.get("by_hand"))

    @property
    def may_have_left_something(self) -> bool:
        """An earlier try may have made a draft, or more, that we hold no handle of."""
        progress = self.sending.progress
        if progress.get("adding"):
            return True
        # Progress tells all that was begun, unless it is older than what happened: a restored
        # backup. Hence this question, once.
        nothing_known = self.draft is None and self.known_published() is None
        return self.sending.must_ask and nothing_known and not progress.get("asked")

    # What is kept

    def keep_published(self, published: Published) -> None:
        self.sending.checkpoint(
            published=asdict(published),
            adding=None, draft=None, submitting=None, unsure=None, publish_id=None, looks=None,
            vanished=None,
        )  # fmt: skip

    def keep_draft(self, draft: Draft | None) -> None:
        self.sending.checkpoint(
            draft=asdict(draft) if draft else None,
            adding=None, submitting=None, unsure=None, publish_id=None, looks=None,
            vanished=None,
        )  # fmt: skip

    # What is asked

    def drafts_of_article(self) -> Iterator[Draft]:
        """Those in the box that carry the article's key."""
        for listed in self.calls.drafts(pages=limits.DRAFT_PAGES, since=self._oldest()):
            edition = edition_in(listed.source_url, self.sending.article)
            if edition is not None:
                yield Draft(media_id=listed.id, edition=edition)

    def publications_of_article(self) -> Iterator[Published]:
        """Those readers can see that carry the article's key; none where the platform does not
        let the account ask."""
        try:
            listing = self.calls.published(pages=limits.PUBLISHED_PAGES, since=self._oldest())
            for listed in listing:
                edition = edition_in(listed.source_url, self.sending.article)
                if edition is not None and not listed.deleted:
                    yield Published(article_id=listed.id, url=listed.url, edition=edition)
        except Refused as refused:
            if refused.code != NOT_GRANTED:
                raise

    def _oldest(self) -> datetime | None:
        """What a try of ours can have left is not older; only a reason to stop turning pages."""
        since = self._since("adding") or self._since("submitting")
        return since - limits.CLOCKS_APART if since else None

    def _since(self, step: str) -> datetime | None:
        moment = self.sending.progress.get(step)
        return datetime.fromtimestamp(moment, UTC) if moment else None

    # What the platform is at work on

    def submitted(self) -> Job | None:
        """The finished job of a submitted draft; None if nothing is submitted (any more).

        Raises `StillUnderWay` while the platform works on it, or may be.
        """
        publish_id = self.sending.progress.get("publish_id")
        if publish_id:
            return self._result_of(str(publish_id))
        if self.sending.progress.get("submitting"):
            self._after_a_submit_without_answer()
        return None

    def _result_of(self, publish_id: str) -> Job:
        try:
            job = self.calls.job(publish_id)
        except TryLater as later:
            if later.code != QUOTA_SPENT:
                raise
            # The looks of the day are used up (A2): the list tells the good end as well.
            job = Job(status=PUBLISHED)
        if job.status == PUBLISHING:
            raise self.another_look(_("Submitted; WeChat is checking and publishing it."))
        draft = self.draft
        if job.status == PUBLISHED:
            self.keep_published(self._where(job))
        elif job.status in TAKEN_DOWN:
            self.keep_draft(None)
        else:
            self.keep_draft(draft)
        return job

    def _where(self, job: Job) -> Published:
        """The published article; looked for in the list where the job does not say (A8)."""
        edition = self.draft.edition if self.draft else ""
        if job.article_id and job.url:
            return Published(article_id=job.article_id, url=job.url, edition=edition)
        for found in self.publications_of_article():
            if found.edition == edition:
                return found
        raise self.another_look(_("Submitted; WeChat is checking and publishing it."))

    def _after_a_submit_without_answer(self) -> None:
        """Wait until it is certain whether it arrived. Published: keeps what was found.

        Nothing in progress stands for the submit afterwards.
        """
        draft = self.draft
        since = self._since("submitting") or clock.now()
        left = since + self._settles - clock.now()
        if draft is not None and self.calls.draft_is_there(draft.media_id):
            if left > timedelta():
                raise self._not_certain(left)
            self.sending.checkpoint(submitting=None, unsure=True, looks=None)
            return
        found = next(self.publications_of_article(), None)
        if found is not None:
            self.keep_published(found)
        elif left > timedelta():
            raise self._not_certain(left)
        else:
            self.keep_draft(None)
            self.sending.checkpoint(lost=True)

    def _not_certain(self, left: timedelta) -> StillUnderWay:
        return self.another_look(
            _("It is not certain that WeChat took the submission; it is being asked."),
            at_most=left,
        )

    def another_look(
        self,
        sentence: str,
        schedule: tuple[timedelta, ...] = limits.LOOKS,
        *,
        at_most: timedelta = timedelta.max,
    ) -> StillUnderWay:
        """To be raised: ends this try, and has another look follow when the schedule says."""
        looks = int(self.sending.progress.get("looks", 0))
        self.sending.checkpoint(looks=looks + 1)
        pause = schedule[min(looks, len(schedule) - 1)]
        return StillUnderWay(sentence, look_again=min(pause, at_most))

    def ask_a_person(self, sentence: str, key: str) -> None:
        """Refuse once, with what to do by hand; the retry after it means that it was done."""
        if self.sending.progress.get("by_hand") == key:
            self.sending.note("done by hand", key)
            return
        self.sending.checkpoint(by_hand=key)
        raise Refused(sentence, turn=Turn.OPERATOR, code="by hand")
