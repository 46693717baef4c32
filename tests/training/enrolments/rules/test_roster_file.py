"""Files as offices make them: read right, or refused with the reason; nothing in silence."""

import pytest

from core.files.spreadsheet_reader import read_sheet
from tests.training.enrolments.rosters import Roster, rosters
from training.enrolments.rules.roster_file import TEMPLATE, faults_in, people_in
from training.enrolments.rules.roster_headings import NoColumnsError

ROSTERS = rosters()


@pytest.mark.guard("a file of people is read as it is seen, or refused with the reason")
@pytest.mark.parametrize("one", ROSTERS, ids=lambda one: one.about)
def test_every_roster_is_read_right_or_refused(one: Roster) -> None:
    sheet = read_sheet(one.name, one.content)
    if one.refused:
        with pytest.raises(NoColumnsError) as refused:
            people_in(sheet.rows, sheet.notes)
        for words in one.refused.split("Row N"):
            assert words in str(refused.value)
        return

    file = people_in(sheet.rows, sheet.notes)

    assert [(row.line, row.name, row.email) for row in file.people] == one.people
    for words in one.said:
        assert any(words in note for note in file.notes), (words, file.notes)
    # Whoever has no address keeps the file back, by the number of the row.
    assert set(faults_in(file.people)) == {line for line, _, email in one.people if not email}


def test_they_are_as_many_and_as_different_as_is_said() -> None:
    assert len({one.about for one in ROSTERS}) == len(ROSTERS) == 100
    assert sum(bool(one.refused) for one in ROSTERS) < 20


def test_no_column_is_passed_over_in_silence() -> None:
    file = people_in(
        [(1, ["Name", "Email", "Shoe size", "", "Company"]), (2, ["A", "a@b.example"])]
    )

    assert file.used == ["Name", "Email", "Company"]
    assert file.unused == ["Shoe size"]


def test_of_two_columns_of_addresses_the_one_with_addresses_is_read() -> None:
    rows = [(1, ["Email", "Name", "Your work email"]), (2, ["anonymous", "A", "a@b.example"])]

    file = people_in(rows)

    assert file.people[0].email == "a@b.example"
    assert file.unused == ["Email"]


def test_a_urn_is_surer_than_a_name() -> None:
    rows = [(1, ["Name", "Email", "School", "URN"]), (2, ["A", "a@b.example", "Canal", "999001"])]

    assert people_in(rows).people[0].organisation == "999001"


def test_a_text_without_end_is_a_fault_and_is_not_cut() -> None:
    rows = [(1, ["Name", "Email"]), (2, ["A" * 130, "a@b.example"])]

    assert faults_in(people_in(rows).people)[2] == "The name is longer than 120 letters"


@pytest.mark.parametrize("heading", ["Type", "Event name", "Buyer name", "Contact", "Ticket"])
def test_other_headings_are_not_taken_for_ours(heading: str) -> None:
    with pytest.raises(NoColumnsError, match="No column has the names"):
        people_in([(1, [heading, "Email"]), (2, ["A", "a@b.example"])])


def test_an_empty_sheet_says_so() -> None:
    with pytest.raises(NoColumnsError, match="nothing in this sheet"):
        people_in([])


def test_the_template_is_read() -> None:
    cells = ["A B", "a@b.example", "999001", "boss@b.example"]

    (row,) = people_in([(1, list(TEMPLATE)), (2, cells)]).people

    assert (row.name, row.email, row.organisation, row.manager_email) == tuple(cells)
