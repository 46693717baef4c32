"""clean_address: one spelling of each address, whatever was typed or pasted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.email_addresses import AddressError, clean_address, is_shared, same_address

BEN = "ben.cole@work-a.example"


@pytest.mark.parametrize(
    "typed",
    [
        "ben.cole@work-a.example\u200b",
        "\ufeffben.cole@work-a.example",
        "ben\u00ad.cole@work\u2060-a.example",
        "\u202aben.cole@work-a.example\u202c",
        "ben.cole\u200d@work-a.example\ufe0f",
        "  Ben.Cole@Work-A.Example\t",
        "\uff42\uff45\uff4e.cole\uff20work-a\u3002example",
        "<ben.cole@work-a.example>",
        "Ben Cole <ben.cole@work-a.example>",
        "Cole, Ben (Work A) <ben.cole@work-a.example>;",
        "mailto:ben.cole@work-a.example",
        "<MAILTO:ben.cole@work-a.example>",
        '"ben.cole@work-a.example"',
        "\u2018ben.cole@work-a.example\u2019",
        "ben.cole@work-a.example.",
        "ben.cole@work-a.example, ",
        "(ben.cole@work-a.example)",
    ],
)
def test_one_address_has_one_spelling(typed: str) -> None:
    assert clean_address(typed) == BEN


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("zoe@b\u00fccher.example", "zoe@xn--bcher-kva.example"),
        ("zoe@bu\u0308cher.example", "zoe@xn--bcher-kva.example"),
        ("zoe@B\u00dcCHER.example", "zoe@xn--bcher-kva.example"),
        ("zoe@xn--bcher-kva.example", "zoe@xn--bcher-kva.example"),
        ("o'brien+vrp@a.example", "o'brien+vrp@a.example"),
        ("", ""),
        (" \u200b ", ""),
    ],
)
def test_a_domain_is_what_mail_looks_up(typed: str, kept: str) -> None:
    assert clean_address(typed) == kept


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("zo\u00e9@a.example", "The part before the @ has “\u00e9” in it"),
        ("\u0430na@a.example", "The part before the @ has “\u0430” in it"),  # Cyrillic
        ("zoe@xn--zzzzzz.example", "check what stands after the @"),
        ("zoe@\u2603.example", "check what stands after the @"),
        (f"{'a' * 65}@a.example", "longer than 64"),
        (
            f"a@{'.'.join(['work' * 15] * 5)}.example",
            "longer than the 254",
        ),
        ("zoe", "in the usual form"),
        ("zoe@", "in the usual form"),
        ("@a.example", "in the usual form"),
        ("zoe@localhost", "in the usual form"),
        ("zoe@[127.0.0.1]", "in the usual form"),
        ("zoe@10.0.0.1", "in the usual form"),
        ("zoe@-a.example", "in the usual form"),
        ("zoe@a_b.example", "in the usual form"),
        ("zo e@a.example", "in the usual form"),
        ("zoe..x@a.example", "in the usual form"),
        ("zoe@a.example, ben@b.example", "in the usual form"),
        ("zoe@a.example <ben@b.example>", "in the usual form"),
        ('"zoe x"@a.example', "in the usual form"),
        ("zoe\r\nBcc: x@a.example", "in the usual form"),
    ],
)
def test_an_address_nobody_can_write_to_is_refused_with_the_reason(typed: str, why: str) -> None:
    with pytest.raises(AddressError) as caught:
        clean_address(typed)

    assert why in str(caught.value)
    assert same_address(typed) == typed


@given(st.text() | st.from_regex(r"[^@]{0,12}@[^@]{0,20}", fullmatch=True))
def test_whatever_comes_out_is_plain_and_stays_as_it_is(typed: str) -> None:
    try:
        address = clean_address(typed)
    except AddressError:
        return
    assert address.isascii()
    assert clean_address(address) == address


@pytest.mark.parametrize(
    ("email", "shared"),
    [("office@a.example", True), ("no-reply@a.example", True), ("ben.cole@a.example", False)],
)
def test_some_addresses_are_nobodys_own(email: str, shared: bool) -> None:
    assert is_shared(email) is shared
