"""Fields of art, as the federation's associations divide them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ArtForm(models.TextChoices):
    LITERATURE = "literature", _("Literature")
    PAINTING = "painting", _("Painting")
    CALLIGRAPHY = "calligraphy", _("Calligraphy")
    SEAL = "seal", _("Seal carving")
    PHOTOGRAPHY = "photography", _("Photography")
    MUSIC = "music", _("Music")
    DANCE = "dance", _("Dance")
    DRAMA = "drama", _("Drama")
    QUYI = "quyi", _("Quyi")
    ACROBATICS = "acrobatics", _("Acrobatics")
    FOLK_ART = "folk_art", _("Folk art")
    CRITICISM = "criticism", _("Criticism")
    FILM = "film", _("Film and television")


class ArticleCategory(models.TextChoices):
    NEWS = "news", _("News item")
    NOTICE = "notice", _("Notice")
    CRITICISM = "criticism", _("Criticism")
    ESSAY = "essay", _("Essay")


class WorkFormat(models.TextChoices):
    """How a work is to be looked at: a hand-scroll from right to left, an album by leaves."""

    SINGLE = "single", _("Single picture")
    HAND_SCROLL = "hand_scroll", _("Hand-scroll")
    HANGING_SCROLL = "hanging_scroll", _("Hanging scroll")
    COUPLET = "couplet", _("Couplet")
    ALBUM = "album", _("Album")
    FAN = "fan", _("Fan")
    TEXT = "text", _("Text")
