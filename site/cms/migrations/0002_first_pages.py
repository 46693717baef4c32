"""A site has its first pages and its menus from its first minute."""

import json

from django.db import migrations

HELP = (
    "<h2>Is someone in danger now?</h2><p>Call <b>999</b> and ask for the police.</p>"
    "<h2>Who to tell</h2><ul>"
    "<li>In a school or college: the designated safeguarding lead, or any adult you trust.</li>"
    "<li>The police, when it is not an emergency: <b>101</b>.</li>"
    "<li>Without giving your name: Crimestoppers, <b>0800 555 111</b>.</li></ul>"
    "<p>Please never put the name or details of a child or a family into this site.</p>"
)

HEADER_SCREENS = ("events:event_list", "visits:workshop_list")
HELP_SCREEN = "papers:verify_search"


def make_pages(apps, schema_editor):
    """Put our front page in the place of Wagtail's welcome page, with two below it, and menus."""
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    if apps.get_model("cms", "HomePage").objects.exists():
        return
    Page.objects.filter(depth=2).delete()
    root = Page.objects.get(depth=1)
    home = make_page(
        apps,
        "HomePage",
        root.path,
        1,
        "/",
        slug="upstander",
        title="Upstander",
        numchild=2,
        hero_title="Be the one who stands up, early",
        hero_lead="Training for professionals and workshops for schools.",
        doors="[]",
        plan_title="A year, not a one-off",
        plan_lead="One visit changes little: staff first, then pupils, with parents alongside.",
    )
    courses = make_page(
        apps,
        "CourseIndexPage",
        home.path,
        1,
        home.url_path,
        slug="courses",
        title="Courses",
        show_in_menus=True,
        introduction="Everything we teach, by whom it is for.",
    )
    worried = make_page(
        apps,
        "WorriedPage",
        home.path,
        2,
        home.url_path,
        slug="worried",
        title="Worried about someone?",
        introduction="If you think someone is being hurt, or may be, tell someone today.",
        body=json.dumps([{"type": "text", "value": HELP}]),
        doors_title="The front door of your council",
        more="[]",
    )
    root.numchild = 1
    root.save(update_fields=["numchild"])
    site = Site.objects.create(
        hostname="localhost", site_name="Upstander", root_page=home, is_default_site=True
    )
    make_menus(apps, site, courses, worried)


def make_menus(apps, site, courses, worried):
    """The header leads to what people come for, the footer to help."""
    header = [link(page=courses.pk), *(link(screen=screen) for screen in HEADER_SCREENS)]
    helpful = [link(page=worried.pk), link(screen=HELP_SCREEN)]
    links = [{"type": "item", "value": one} for one in helpful]
    column = {"type": "column", "value": {"title": "Help", "links": links}}
    apps.get_model("cms", "Menus").objects.create(
        site=site,
        header=json.dumps([{"type": "link", "value": one} for one in header]),
        footer=json.dumps([column]),
    )


def link(page=None, screen=""):
    return {"label": "", "page": page, "screen": screen}


def make_page(apps, model, parent_path, number, parent_url, **values):
    """A page at its place in the tree; a migration's models do not know how to add a child."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    kind, _ = ContentType.objects.get_or_create(app_label="cms", model=model.lower())
    path = f"{parent_path}{number:04d}"
    return apps.get_model("cms", model).objects.create(
        content_type=kind,
        locale=apps.get_model("wagtailcore", "Locale").objects.first(),
        draft_title=values["title"],
        path=path,
        depth=len(path) // 4,
        url_path=f"{parent_url}{values['slug']}/",
        **values,
    )


class Migration(migrations.Migration):
    dependencies = [("cms", "0001_initial")]
    operations = [migrations.RunPython(make_pages, migrations.RunPython.noop)]
