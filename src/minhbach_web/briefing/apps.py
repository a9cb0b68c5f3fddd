"""The app: sourced figures, kits for speakers, talks, and questions nobody can be traced by."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from minhbach_web.core import acts


class BriefingConfig(AppConfig):
    name = "minhbach_web.briefing"
    label = "briefing"
    verbose_name = _("Briefing")

    def ready(self) -> None:
        import_module("minhbach_web.briefing.home")  # fills its slots
        import_module("minhbach_web.briefing.reminding").register()
        import_module("minhbach_web.briefing.held").register()
        import_module("minhbach_web.briefing.leaving").register()
        import_module("minhbach_web.briefing.trail").register()
        acts.name(
            {
                "briefing.add_figure": _("Figure added"),
                "briefing.add_version": _("New number of a figure"),
                "briefing.import_figures": _("Table of figures taken over"),
                "briefing.add_territory": _("Territory added"),
                "briefing.lay_out_territories": _("Provinces laid out"),
                "briefing.start_kit": _("Kit begun"),
                "briefing.rename_kit": _("Title of a kit changed"),
                "briefing.add_section": _("Section of a kit added"),
                "briefing.save_section": _("Section of a kit written"),
                "briefing.move_section": _("Section of a kit moved"),
                "briefing.remove_section": _("Section of a kit taken out"),
                "briefing.accept_figures": _("Changed figures of a section read"),
                "briefing.release_kit": _("Kit released"),
                "briefing.arrange_talk": _("Talk arranged"),
                "briefing.change_talk": _("Talk changed"),
                "briefing.cancel_talk": _("Talk cancelled"),
                "briefing.hold_talk": _("Talk noted as held"),
                "briefing.open_questions": _("Questions of an audience opened"),
                "briefing.close_questions": _("Questions of an audience closed"),
                "briefing.show_question": _("Question shown"),
                "briefing.set_question_aside": _("Question set aside"),
                "briefing.merge_question": _("Question merged into another"),
                "briefing.take_question_out": _("Question taken out of another"),
                "briefing.dispose_question": _("What became of a question"),
                "briefing.write_answer": _("Answer written"),
                "briefing.publish_answer": _("Answer published"),
                "briefing.release_override": _("Kit released with numbers that have no source"),
            }
        )
