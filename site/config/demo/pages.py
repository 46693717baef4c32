"""The pages of the demonstration. A page that is there already is left as editors made it."""

from datetime import timedelta
from typing import Any, TypeVar

from wagtail.models import Locale, Page, Site

from cms.models import (
    ContactPage,
    CourseIndexPage,
    CoursePage,
    FrontDoor,
    HomePage,
    Menus,
    NewsIndexPage,
    NewsPage,
    PartnerWorkPage,
    PeoplePage,
    ProgrammeIndexPage,
    ProgrammePage,
    ResourceIndexPage,
    ResourcePage,
    StandardPage,
    WorkshopIndexPage,
    WorriedPage,
)
from config.demo.content import read
from config.demo.page_values import blocks_of, values_of
from config.demo.world import World

P = TypeVar("P", bound=Page)


def load_pages(world: World) -> None:
    """The front page and all below it."""
    home = home_page()
    index = index_page(home)
    course_pages(index, world)
    first, work = read("pages"), read("pages_work")
    worried_page(home, first["worried"], world)
    child(home, WorkshopIndexPage, work["workshops"], world)
    contact = child(home, ContactPage, first["contact"], world)
    for entry in first["page"]:
        child(home, StandardPage, entry, world)
    child(home, PartnerWorkPage, work["partner_work"], world)
    child(home, PeoplePage, work["people"], world)
    programmes(home, world)
    news_and_resources(home, world)
    menus(home)
    if index.enquiry_page_id is None:
        index.enquiry_page = contact
        index.save(update_fields=["enquiry_page"])


def home_page() -> HomePage:
    """The front page: the one editors have filled, else a new site's first pages, filled anew."""
    home = HomePage.objects.first() or HomePage(slug="upstander")
    if home.doors:
        return home
    entry = read("pages")["home"]
    home.doors = [("door", door) for door in entry["door"]]
    home.picture = blocks_of(home.picture.stream_block, entry["picture"])
    for name in set(entry) - {"door", "picture"}:
        setattr(home, name, entry[name])
    if home.pk is None:
        root_page().add_child(instance=home)
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    # Only those a new site came with: a front page that editors filled was returned above.
    for page in home.get_children():
        page.delete()
    Menus.objects.all().delete()
    # delete() counts in the database: to save the number of before would break the tree.
    home.refresh_from_db(fields=["numchild"])
    home.save()
    return home


def root_page() -> Page:
    """The root of the tree; Wagtail's migrations make it, tests without them do not."""
    root = Page.objects.filter(depth=1).first()
    if root is None:
        Locale.objects.get_or_create(language_code="en-gb")
        root = Page.add_root(instance=Page(title="Root", slug="root"))
    return root


def index_page(home: HomePage) -> CourseIndexPage:
    known = CourseIndexPage.objects.child_of(home).first()
    if known:
        found: CourseIndexPage = known
        return found
    index = CourseIndexPage(slug="courses", **read("pages")["courses"])
    home.add_child(instance=index)
    return index


def course_pages(index: CourseIndexPage, world: World) -> None:
    words = {entry["slug"]: entry for entry in read("pages")["course"]}
    known = set(CoursePage.objects.values_list("course__slug", flat=True))
    for slug, course in world.courses.items():
        if course.is_listed and slug not in known:
            values = values_of(CoursePage, words[slug], world)
            page = CoursePage(title=course.title, course=course, **values)
            index.add_child(instance=page)


def child(parent: Page, model: type[P], entry: dict[str, Any], world: World, **more: Any) -> P:
    """The page of that name below another; made when there is none."""
    known: P | None = model.objects.child_of(parent).filter(slug=entry["slug"]).first()
    if known:
        return known
    page: P = model(**values_of(model, entry, world), **more)
    parent.add_child(instance=page)
    return page


def worried_page(home: HomePage, entry: dict[str, Any], world: World) -> None:
    """Whom to tell, with each council's front door."""
    words = {name: value for name, value in entry.items() if name != "front_doors"}
    page = child(home, WorriedPage, words, world)
    if page.front_doors.exists():
        return
    for number, row in enumerate(entry["front_doors"]):
        values = values_of(FrontDoor, row, world) | {"area": world.areas[row["area"]]}
        FrontDoor.objects.create(page=page, sort_order=number, **values)


def programmes(home: HomePage, world: World) -> None:
    work = read("pages_work")
    index = child(home, ProgrammeIndexPage, work["programmes"], world)
    for entry in work["programme"]:
        words = {name: value for name, value in entry.items() if name != "courses"}
        page = child(index, ProgrammePage, words, world)
        if not page.courses.exists():
            page.courses.set([world.courses[slug] for slug in entry["courses"]])
            page.save()


def news_and_resources(home: HomePage, world: World) -> None:
    """Dated pages, the days counted back from today."""
    held = read("pages_news")
    news = child(home, NewsIndexPage, held["news"], world)
    resources = child(home, ResourceIndexPage, held["resources"], world)
    for entry in held["item"]:
        day = world.today - timedelta(days=entry["days_ago"])
        child(news, NewsPage, entry, world, date=day)
    for entry in held["resource"]:
        day = world.today - timedelta(days=entry["days_ago"])
        child(resources, ResourcePage, entry, world, published_on=day)


def menus(home: HomePage) -> None:
    site = Site.objects.get(root_page=home)
    if Menus.objects.filter(site=site).exists():
        return
    entry = read("pages_work")["menus"]
    kept = Menus(site=site)
    kept.header = blocks_of(kept.header.stream_block, entry["header"])
    kept.footer = blocks_of(kept.footer.stream_block, entry["footer"])
    kept.save()
