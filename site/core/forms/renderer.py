"""The renderer behind FORM_RENDERER: every form is drawn by templates/components/."""

from django.forms.renderers import TemplatesSetting


class ComponentRenderer(TemplatesSetting):
    """Draws `{{ form }}`, `{{ formset }}` and `{{ field.as_field_group }}` with GOV.UK markup.

    Widgets that the house does not know keep their own templates, so Wagtail's admin is untouched.
    """

    form_template_name = "components/form.html"
    formset_template_name = "components/formset.html"
    field_template_name = "components/field.html"
