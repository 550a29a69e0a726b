"""Page revision -> Document. The only reader of page models outside `cms` and `web`."""

from cms.export.document import Gone, document, document_of_page, live_articles

__all__ = ["Gone", "document", "document_of_page", "live_articles"]
