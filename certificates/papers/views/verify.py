"""Is this paper genuine? Open to anyone; the name only to those who know the surname."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from certificates.papers.access import visitor_address
from certificates.papers.forms.verify import SurnameForm, VerifySearchForm
from certificates.papers.models import Paper
from certificates.papers.queries.paper import paper_with_code, paper_with_number
from certificates.papers.rules.paper_kind import KINDS
from certificates.papers.rules.surname import is_surname_of
from core.policy import access
from core.web.rate_limits import within_limit

MOST, SECONDS = 10, 60
NO_MATCH = "No certificate has this number and this surname: check both against the paper"
CHECK_IT = "check it against the paper"
SHOWN_ONCE = "name_shown_for"  # the code whose surname this visitor has just typed


@access("public")
@never_cache
def verify_search(request: HttpRequest) -> HttpResponse:
    """Ask for a number and a surname, or for a code."""
    form = VerifySearchForm(request.POST or None)
    if request.method != "POST":
        return shown(request, "certificates/papers/verify_search.html", {"form": form})
    if not may_try(request):
        return too_often(request)
    if not form.is_valid():
        return shown(request, "certificates/papers/verify_search.html", {"form": form}, status=422)
    if form.code:
        return redirect("papers:verify_detail", code=form.code)
    paper = paper_with_number(form.number)
    if paper and knows_surname(form.cleaned_data["surname"], paper):
        return with_name(request, paper)
    form.add_error(None, NO_MATCH)
    return shown(request, "certificates/papers/verify_search.html", {"form": form}, status=422)


@access("public")
@never_cache
def verify_detail(request: HttpRequest, code: str) -> HttpResponse:
    """Every fact of the paper with this code; a wrong code counts as a try."""
    paper = paper_with_code(code.lower())
    form = SurnameForm(request.POST or None)
    if (request.method == "POST" or paper is None) and not may_try(request):
        return too_often(request)
    if paper is None:
        return shown(request, "certificates/papers/verify_detail.html", {"paper": None}, status=404)
    if request.method == "POST" and form.is_valid():
        if knows_surname(form.cleaned_data["surname"], paper):
            return with_name(request, paper)
        form.add_error("surname", f"That is not the surname on this {noun_of(paper)}: {CHECK_IT}")
    # Popped: for whoever typed the surname, not for who opens the page after them.
    named = request.session.pop(SHOWN_ONCE, "") == paper.code
    context = {
        "paper": paper, "kind": KINDS[paper.kind], "facts": paper.facts, "form": form,
        "named": named,
    }  # fmt: skip
    status = 422 if form.errors else 200
    return shown(request, "certificates/papers/verify_detail.html", context, status=status)


def may_try(request: HttpRequest) -> bool:
    """Whether the visitor has a try left this minute (rule 55)."""
    return within_limit("verify", visitor_address(request), most=MOST, seconds=SECONDS)


def knows_surname(typed: str, paper: Paper) -> bool:
    return is_surname_of(typed, paper.facts.name)


def noun_of(paper: Paper) -> str:
    return KINDS[paper.kind].noun


def with_name(request: HttpRequest, paper: Paper) -> HttpResponse:
    """Lead to the paper's page, which then shows the name once."""
    request.session[SHOWN_ONCE] = paper.code
    return redirect("papers:verify_detail", code=paper.code)


def too_often(request: HttpRequest) -> HttpResponse:
    response = shown(request, "certificates/papers/verify_wait.html", {}, status=429)
    response.headers["Retry-After"] = str(SECONDS)
    return response


def shown(
    request: HttpRequest, template: str, context: dict[str, object], *, status: int = 200
) -> HttpResponse:
    """A page that no search engine keeps and whose address no other site is told.

    Under "no-referrer" browsers send a form with `Origin: null`, which the CSRF check refuses;
    "same-origin" tells other sites as little.
    """
    response = render(request, template, context, status=status)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
