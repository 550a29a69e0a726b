"""What the feeds hold: one row per released article, written by the channel alone."""

from django.db import models


class Entry(models.Model):
    """An article in the feeds, as it was released: no page is read to build a feed."""

    article = models.CharField(max_length=40, primary_key=True)
    revision = models.BigIntegerField()
    kind = models.CharField(max_length=20)
    association = models.CharField(max_length=255, blank=True)
    first_published_at = models.DateTimeField()
    released_at = models.DateTimeField()
    title = models.CharField(max_length=255)
    url = models.URLField(max_length=1024)
    digest = models.TextField(blank=True)
    byline = models.CharField(max_length=120, blank=True)
    html = models.TextField(blank=True)
    # {"url": absolute address, "size": bytes} of the cover at reading size, or null.
    cover = models.JSONField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["-first_published_at"], name="entry_newest"),
            models.Index(
                fields=["association", "-first_published_at"], name="entry_of_association"
            ),
        )

    def __str__(self) -> str:
        return self.title
