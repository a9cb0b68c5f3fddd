"""How forms look: Django's fields drawn with our components."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Templates of fields come from the apps' own folders."""
