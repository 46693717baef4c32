"""Pages, one file for each family. They read what other apps hold and write none of it."""

from cms.models.contact import ContactPage, PeoplePage
from cms.models.course import CourseIndexPage, CoursePage
from cms.models.home import HomePage
from cms.models.menus import Menus
from cms.models.news import NewsIndexPage, NewsPage
from cms.models.partner_work import PartnerWorkPage
from cms.models.programme import ProgrammeIndexPage, ProgrammePage
from cms.models.resource import ResourceIndexPage, ResourcePage
from cms.models.standard import StandardPage
from cms.models.workshop import WorkshopIndexPage
from cms.models.worried import FrontDoor, WorriedPage

__all__ = [
    "ContactPage",
    "CourseIndexPage",
    "CoursePage",
    "FrontDoor",
    "HomePage",
    "Menus",
    "NewsIndexPage",
    "NewsPage",
    "PartnerWorkPage",
    "PeoplePage",
    "ProgrammeIndexPage",
    "ProgrammePage",
    "ResourceIndexPage",
    "ResourcePage",
    "StandardPage",
    "WorkshopIndexPage",
    "WorriedPage",
]
