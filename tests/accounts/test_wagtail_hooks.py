"""Terms and closures, as editors keep them: of an area, or of one organisation."""

from datetime import date

import pytest
from django.test import Client

from accounts.models import Organisation, Term
from tests.cast import make_person

pytestmark = pytest.mark.django_db
DATES = {"starts_date": "2026-09-21", "ends_date": "2026-12-11"}


@pytest.mark.parametrize(
    ("whose", "is_kept"),
    [(("organisation",), True), (("area",), True), (("area", "organisation"), False), ((), False)],
)
def test_a_term_is_of_an_area_or_of_an_organisation(
    client: Client, school: Organisation, whose: tuple[str, ...], is_kept: bool
) -> None:
    client.force_login(make_person("editor@vrp.example", "Ed Editor", "editor"))
    keys = {"area": school.area.pk, "organisation": school.pk}
    data = {"academic_year": "2026-27", "name": "Autumn term", **DATES}

    answer = client.post("/cms/terms/new/", data | {name: keys[name] for name in whose})

    if is_kept:
        assert Term.objects.get().starts_date == date(2026, 9, 21)
    else:
        assert "Choose an area or an organisation, and not both." in answer.text
        assert not Term.objects.exists()
