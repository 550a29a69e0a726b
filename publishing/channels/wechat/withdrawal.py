"""Withdrawing: whatever of the article is in the account, published or draft, goes."""

from django.utils.translation import gettext as _

from publishing.channels.wechat.calls import NO_SUCH_MEDIA
from publishing.channels.wechat.course import Course, Draft
from publishing.channels.wechat.models import Account
from publishing.contract import Refused


def withdraw(course: Course) -> None:
    """Make the account hold nothing of the article. Safe to call again."""
    course.submitted()  # A publication under way is waited for: it cannot be stopped.
    published = course.known_published()
    if published is not None:
        course.calls.delete_published(published.article_id)
    draft = course.draft
    vanished = False
    if draft is not None:
        vanished = not _delete_draft(course, draft)
    if vanished or course.may_have_left_something:
        found = list(course.publications_of_article())
        for left in found:
            course.calls.delete_published(left.article_id)
        for left_draft in list(course.drafts_of_article()):
            _delete_draft(course, left_draft)
    else:
        found = []
    # Its draft is gone, and the account's lists do not tell whether it was published.
    untold = vanished and not found and course.account.publishes == Account.Ladder.DRAFT
    cannot_tell = untold or bool(course.sending.progress.get("lost"))
    if course.left_to_a_person or cannot_tell:
        course.ask_a_person(
            _(
                "The operator may have published this article by hand: delete it in the "
                "platform's back office if it is there, then try again here."
            ),
            "withdraw",
        )


def _delete_draft(course: Course, draft: Draft) -> bool:
    """False if it was not there any more."""
    try:
        course.calls.delete_draft(draft.media_id)
    except Refused as refused:
        if refused.code != NO_SUCH_MEDIA:
            raise
        return False
    return True
