"""Pages for tests: a small tree, built by hand."""

from typing import Any

from wagtail.models import Locale, Page, Site

from cms.models import CourseIndexPage, CoursePage, HomePage, Menus, StandardPage
from training.courses.models import Course


def make_home(**values: Any) -> HomePage:
    """The front page, at the root of the default site; nothing below it."""
    root = Page.objects.filter(depth=1).first()
    if root is None:  # without migrations nobody has made one
        Locale.objects.get_or_create(language_code="en-gb")
        root = Page.add_root(instance=Page(title="Root", slug="root"))
    for page in root.get_children():
        page.delete()
    fields = {
        "title": "Upstander",
        "slug": "upstander",
        "hero_title": "Be the one who stands up, early",
        "hero_lead": "Free training.",
        "doors": [("door", make_door())],
        "plan_title": "A year, not a one-off",
        "plan_lead": "Staff first.",
    }
    home = HomePage(**{**fields, **values})
    Page.objects.get(depth=1).add_child(instance=home)
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    return home


def make_door(**values: Any) -> dict[str, Any]:
    """A door to the list of dates."""
    door = {"title": "I work with young people", "text": "Monthly training.", "link_text": "See"}
    return {**door, "screen": "events:event_list", "tone": "teal", **values}


def make_index(home: HomePage, **values: Any) -> CourseIndexPage:
    """The catalogue."""
    index = CourseIndexPage(title="Courses", slug="courses", introduction="All we teach.", **values)
    home.add_child(instance=index)
    return index


def make_course_page(index: CourseIndexPage, course: Course, **values: Any) -> CoursePage:
    """A course's page, named as the course."""
    page = CoursePage(**{"title": course.title, "course": course, **values})
    index.add_child(instance=page)
    return page


def make_standard_page(parent: Page, **values: Any) -> StandardPage:
    """A page with one paragraph."""
    fields = {
        "title": "Contact the team",
        "slug": "contact",
        "introduction": "Ask us.",
        "body": [("text", "<p>We answer within two working days.</p>")],
    }
    page = StandardPage(**{**fields, **values})
    parent.add_child(instance=page)
    return page


def make_menus(home: HomePage, header: list[Any], footer: dict[str, list[Any]]) -> Menus:
    """The menus: each link a page, or the name of a screen."""

    def link(to: Any) -> dict[str, Any]:
        return {"screen": to} if isinstance(to, str) else {"page": to}

    menus = Menus(site=Site.objects.get(root_page=home))
    menus.header = [("link", link(to)) for to in header]
    menus.footer = [
        ("column", {"title": title, "links": [link(to) for to in links]})
        for title, links in footer.items()
    ]
    menus.save()
    return menus


def make_page(model: type[Page], parent: Page, **values: Any) -> Any:
    """A page of any kind that has an introduction."""
    fields = {"title": model.__name__, "introduction": "What it says.", **values}
    page = model(**fields)
    parent.add_child(instance=page)
    return page
