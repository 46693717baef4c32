"""Programmes that run through a year: what happens when, and which courses belong to them."""

from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest
from modelcluster.fields import ParentalManyToManyField
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from cms.blocks import SMALL_FEATURES, BodyBlock, FactBlock
from cms.blocks.fields import RichTextField, StreamField
from cms.models.reading import ReadingPage, searched
from training.courses.models import Course
from training.courses.presenters.audience import audience_of
from training.courses.presenters.course import card_line


class StageBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=100)
    when = blocks.CharBlock(max_length=60, required=False, help_text="Autumn 1, or May and June.")
    text = blocks.RichTextBlock(features=[*SMALL_FEATURES, "ul"])
    who = blocks.CharBlock(label="Who does it", max_length=120, required=False)

    class Meta:
        icon = "order"
        label = "Stage"
        description = "A stage of the year, in order"
        template = "cms/blocks/stage.html"
        preview_value = {
            "title": "Mentors are trained",
            "when": "Autumn 2",
            "text": "<p>Two days in school, with time to practise.</p>",
            "who": "Our facilitators, with your MVP lead",
        }


class LessonBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=100)
    when = blocks.CharBlock(max_length=60)
    text = blocks.TextBlock(max_length=300)

    class Meta:
        icon = "doc-full"
        label = "Lesson"
        description = "One lesson: what it is about and when"
        template = "cms/blocks/lesson.html"
        preview_value = {"title": "Name-calling", "when": "Autumn 1", "text": "When is it a joke?"}


class ProgrammeIndexPage(ReadingPage):
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.ProgrammePage"]
    max_count = 1
    template = "cms/programme_index.html"
    page_description = "Lists the programmes. There is one."

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        pages = ProgrammePage.objects.child_of(self).live().public().order_by("path")
        return context | {"programmes": list(pages)}


class ProgrammePage(ReadingPage):
    """One programme: its facts, its year stage by stage, its lessons and its courses."""

    label = models.CharField(
        "what kind of thing it is", max_length=60, help_text="A year in secondary schools."
    )
    facts = StreamField([("fact", FactBlock())], verbose_name="at a glance", blank=True)
    body = StreamField(BodyBlock(), verbose_name="what it is", blank=True)
    stages_title = models.CharField("heading", max_length=80, default="How the year runs")
    stages = StreamField([("stage", StageBlock())], blank=True)
    lessons_title = models.CharField("heading", max_length=80, default="The lessons")
    lessons_lead = models.TextField("before the lessons", max_length=400, blank=True)
    lessons = StreamField([("lesson", LessonBlock())], blank=True)
    evidence = RichTextField(
        "what is known",
        features=SMALL_FEATURES,
        blank=True,
        help_text="What studies have found, and what they have not. Promise nothing.",
    )
    courses = ParentalManyToManyField(
        Course, blank=True, related_name="+", verbose_name="courses that belong to it"
    )

    content_panels = [
        *ReadingPage.content_panels,
        FieldPanel("label"),
        FieldPanel("facts"),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("stages_title"), FieldPanel("stages")], "Stages"),
        MultiFieldPanel(
            [FieldPanel("lessons_title"), FieldPanel("lessons_lead"), FieldPanel("lessons")],
            "Lessons",
        ),
        FieldPanel("evidence"),
        FieldPanel("courses", widget=forms.CheckboxSelectMultiple),
    ]
    search_fields = [*ReadingPage.search_fields, *searched("body", "stages", "lessons")]

    parent_page_types = ["cms.ProgrammeIndexPage"]
    subpage_types: list[str] = []
    template = "cms/programme.html"
    page_description = "A programme through the year: its stages, its lessons and its courses."

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | {"cards": self.cards()}

    def cards(self) -> list[dict[str, Any]]:
        courses = self.courses.filter(is_listed=True, page__live=True).order_by("search_key", "pk")
        return [
            {
                "page": course.page,
                "course": course,
                "meta": card_line(course),
                "audience": audience_of(course),
            }
            for course in courses.select_related("page", "current_version")
        ]
