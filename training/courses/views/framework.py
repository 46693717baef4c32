"""The competency framework, for everyone to read."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.policy import access
from core.web.navigation import Link
from core.web.page_cache import cacheable
from training.courses.presenters.framework import needs_of, sections_of
from training.courses.queries.competency import evidence_in
from training.framework.queries.framework import domains_of, published_version, requirements_of


@access("public")
@cacheable
def framework_detail(request: HttpRequest) -> HttpResponse:
    """What the published version says: levels, competencies, and who needs which."""
    version = published_version()
    context: dict[str, Any] = {"version": version, "links": [Link("Home", "/")]}
    if version:
        domains = list(domains_of(version))
        groups = list(version.role_groups.order_by("position", "pk"))
        context |= {
            "framework": version.framework,
            "levels": [(row.rank, row.name, row.summary) for row in version.levels.all()],
            "groups": groups,
            "sections": sections_of(domains, evidence_in(version)),
            "needs": needs_of(domains, groups, requirements_of(version)),
        }
    return render(request, "training/courses/framework_detail.html", context)
