"""Review steps (审): who may pass an article on."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState


class OwnWork(PermissionDenied):
    """Somebody tried to approve what he wrote himself."""


class ReviewTask(AbstractGroupApprovalTask):
    """Approval by a group, never by whoever wrote the revision or asked for its review.

    Wagtail's own group task lets a submitter who is in the group approve himself.
    """

    class Meta:
        verbose_name = _("review step")
        verbose_name_plural = _("review steps")

    def _is_own(self, obj: Any, user: AbstractBaseUser) -> bool:
        state = obj.current_workflow_state
        if state is None:
            return False
        task_state: TaskState | None = state.current_task_state
        author = task_state.revision.user_id if task_state is not None else None
        return user.pk in {state.requested_by_id, author}

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        actions: list[tuple[str, Any, bool]] = super().get_actions(obj, user)
        if self._is_own(obj, user):
            return [action for action in actions if action[0] != "approve"]
        return actions

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> Any:
        obj = task_state.workflow_state.content_object
        if action_name == "approve" and self._is_own(obj, user):
            raise OwnWork
        return super().on_action(task_state, user, action_name, **kwargs)

    @classmethod
    def get_description(cls) -> Any:
        return _("Members of the groups pass or return the article; nobody passes his own.")
