"""How forms look: Django's fields drawn with our components."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """``{{ form }}`` and ``{{ field.as_field_group }}`` give our markup everywhere."""

    form_template_name = "core/components/field/form.html"
    field_template_name = "core/components/field/field.html"
