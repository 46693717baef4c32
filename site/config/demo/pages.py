"""The pages of the demonstration. A page that is there already is left as editors made it."""

from typing import Any

from wagtail.models import Locale, Page, Site

from cms.models import CourseIndexPage, CoursePage, HomePage, StandardPage
from config.demo.content import read
from config.demo.world import World


def load_pages(world: World) -> None:
    """The front page and all below it."""
    home = home_page()
    index = index_page(home)
    course_pages(index, world)
    for entry in read("pages")["page"]:
        standard_page(home, entry)
    contact = Page.objects.child_of(home).filter(slug="contact").first()
    if contact and index.enquiry_page_id is None:
        index.enquiry_page = contact
        index.save(update_fields=["enquiry_page"])


def home_page() -> HomePage:
    """The front page: the one editors have filled, else a new site's first pages, filled anew."""
    home = HomePage.objects.first() or HomePage(slug="upstander")
    if home.doors:
        return home
    entry = read("pages")["home"]
    home.doors = [("door", door) for door in entry["door"]]
    for name in set(entry) - {"door"}:
        setattr(home, name, entry[name])
    if home.pk is None:
        root_page().add_child(instance=home)
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    for page in home.get_children():
        page.delete()
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
    """The page that lists the courses."""
    known = CourseIndexPage.objects.child_of(home).first()
    if known:
        found: CourseIndexPage = known
        return found
    index = CourseIndexPage(slug="courses", show_in_menus=True, **read("pages")["courses"])
    home.add_child(instance=index)
    return index


def course_pages(index: CourseIndexPage, world: World) -> None:
    """A page for every listed course."""
    words = {entry["slug"]: entry for entry in read("pages")["course"]}
    known = set(CoursePage.objects.values_list("course__slug", flat=True))
    for slug, course in world.courses.items():
        if course.is_listed and slug not in known:
            page = CoursePage(title=course.title, course=course, **words[slug])
            index.add_child(instance=page)


def standard_page(home: HomePage, entry: dict[str, Any]) -> None:
    """A page to read."""
    if Page.objects.child_of(home).filter(slug=entry["slug"]).exists():
        return
    values = {name: value for name, value in entry.items() if name != "body"}
    body = [block_of(part) for part in entry["body"]]
    home.add_child(instance=StandardPage(body=body, **values))


def block_of(part: dict[str, Any]) -> tuple[str, Any]:
    """One part of a page as its block takes it."""
    kind = part["type"]
    values = {name: value for name, value in part.items() if name != "type"}
    return kind, values["text"] if kind == "text" else values
