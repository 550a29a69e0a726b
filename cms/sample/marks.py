"""What tells the sample from what people made: no table of its own, only names that are ours.

Pages carry a version 5 `translation_key` reckoned from their key, where Wagtail itself makes random
ones (version 4); pictures a file name; users an address at `sample.invalid`. All of it can be found
again after any crash, and nothing that editors make has it.
"""

from uuid import NAMESPACE_DNS, UUID, uuid5

_NAMESPACE = uuid5(NAMESPACE_DNS, "sample.yunwenyi.invalid")
PICTURE_PREFIX = "yunwenyi-sample-"
MAIL_DOMAIN = "@sample.invalid"


def page_key(kind: str, key: str) -> UUID:
    """`translation_key` of a page of the sample."""
    return uuid5(_NAMESPACE, f"{kind}/{key}")


def is_sample(translation_key: UUID) -> bool:
    """Whether a page with this `translation_key` is the sample's."""
    return translation_key.version == 5
