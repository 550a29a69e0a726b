"""The time all runners agree on."""

from datetime import datetime

from django.db import connection
from django.utils import timezone


def now() -> datetime:
    """The database's clock on PostgreSQL, where runners sit on several machines; else ours."""
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (moment,) = cursor.fetchone()
    return moment  # type: ignore[no-any-return]
