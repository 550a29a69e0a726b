"""What happens when the last review step has passed.

Imported while `wagtail.models` is still being loaded, so nothing of Wagtail is imported here.
"""

from typing import Any


def publish_approved(workflow_state: Any, user: Any = None) -> None:
    """Publish exactly what the reviewer saw (WAGTAIL_FINISH_WORKFLOW_ACTION).

    That is the revision submitted, or the reviewer's own if it is the newest: a slip mended while
    reviewing belongs to what is passed. Wagtail's default publishes the *latest* revision, which
    an autosave of the editor's may have made meanwhile, seen by nobody.
    The approval is the permission: reviewers hold no right to publish on their own.
    """
    approved = workflow_state.current_task_state.revision
    latest = workflow_state.content_object.get_latest_revision()
    if user is not None and latest.pk > approved.pk and latest.user_id == user.pk:
        approved = latest
    approved.publish(user=user, skip_permission_checks=True)
