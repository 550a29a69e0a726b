"""What the editing form asks: which channels there are, and what they would refuse."""

from cms.channels import ChannelChoice, Objection
from cms.contract import Document
from publishing import registry
from publishing.contract import NoSuchChannel


def choices(association: str) -> list[ChannelChoice]:
    """The boxes an association's editors may tick."""
    return [
        ChannelChoice(address=offer.address, label=offer.label, remark=offer.remark)
        for offer in registry.offers(association)
    ]


def objections(document: Document) -> list[Objection]:
    """What every channel the article is meant for would refuse, before anything is sent."""
    labels = registry.labels()
    found: list[Objection] = []
    for address in (*registry.always(), *document.channels):
        try:
            channel = registry.channel_at(address)
        except NoSuchChannel:
            continue  # The form shows such a box as no longer offered.
        found.extend(
            Objection(
                channel=labels.get(address, address),
                sentence=objection.sentence,
                field=objection.field,
            )
            for objection in channel.preflight(document)
        )
    return found
