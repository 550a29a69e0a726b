"""Whether what is shown is the sample, which must say so."""

from uuid import UUID

from django import template

from cms.sample import marks

register = template.Library()


@register.filter
def is_sample(translation_key: UUID) -> bool:
    """Whether the page of this key came with `load_sample`."""
    return marks.is_sample(translation_key)
