"""Page types of the federation. Import models from here; the files are one type each."""

from cms.models.article import ArticlePage, Attachment
from cms.models.association import AssociationPage
from cms.models.exhibition import ExhibitionPage, ExhibitionWork
from cms.models.federation import FederationPage
from cms.models.person import PersonPage
from cms.models.releasable import ReleasablePage
from cms.models.sections import ArticleSection, ExhibitionSection, PersonSection, WorkSection
from cms.models.work import WorkMaker, WorkPage, WorkPicture
from cms.review import ReviewTask

__all__ = [
    "ArticlePage",
    "ArticleSection",
    "AssociationPage",
    "Attachment",
    "ExhibitionPage",
    "ExhibitionSection",
    "ExhibitionWork",
    "FederationPage",
    "PersonPage",
    "PersonSection",
    "ReleasablePage",
    "ReviewTask",
    "WorkMaker",
    "WorkPage",
    "WorkPicture",
    "WorkSection",
]
