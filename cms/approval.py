"""What happens when the last review step has passed.

Imported while `wagtail.models` is still being loaded, so nothing of Wagtail is imported here.
"""

from typing import Any


def publish_approved(workflow_state: Any, user: Any = None) -> None:
    """Publish exactly the revision that was approved (WAGTAIL_FINISH_WORKFLOW_ACTION).

    Wagtail's default publishes the *latest* one, which an autosave may have made meanwhile.
    The approval is the permission: reviewers hold no right to publish on their own.
    """
    workflow_state.current_task_state.revision.publish(user=user, skip_permission_checks=True)
