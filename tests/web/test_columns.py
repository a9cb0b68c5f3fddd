"""No column of tasks, the log or reports can hold an opinion or what a person is like.

Every column that takes free words is named here, with what its words are about; every column that
names a person is an account that did something. What isn't named fails: it is added here only
after asking whether somebody's opinion, mood or attribute would fit into it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

APPS = ("activities", "programme", "reporting")
# Words of documents as they were read: copied, with their place.
READ = {
    "programme_citeddocument": "key base kind notation title search_key status_source",
    "programme_citedplace": "anchor quote before after title issuer pinpoint",
    "programme_disagreement": "code severity needed actual places",
    "programme_message": "text anchor quote reason phrase",
    "programme_pairing": "reason",
    "programme_plan": "subject issuer",
    "programme_planitem": "section text anchor quote reason phrase extracted details",
    "programme_programme": "name issuer",
    "programme_programmeversion": "content sha256",
    "programme_reportingduty": "text anchor quote sender receiver through recurrence deadline "
    "added",
    "programme_sourcedocument": "sha256 name format kind kind_name number issuer subject "
    "search_key",
    "programme_task": "text anchor quote section reason phrase lead_text support_text deadline "
    "recurrence product added",
    "programme_theme": "text anchor quote number",
    "reporting_edxmlmessage": "document_id twin_key organ_id organ_name own_id own_name code "
    "subject business reason receivers sha256",
    "reporting_draft": "channel extraction",
    "reporting_draftentry": "anchor quote where candidates note",
    "reporting_submissionrevision": "extraction canonical sha256",
    "reporting_value": "anchor quote where candidates note",
}
# What units do, and why an act was done: work, never a person.
WORK = {
    "activities_amount": "code",
    "activities_entry": "kind what place speaker reason",
    "activities_evidence": "sha256 name media",
    "activities_ownkind": "code name english unit_name unit_english first counts",
    "programme_assignment": "text",
    "programme_assignmentrule": "unit_type",
    "programme_extension": "reason",
    "programme_extensiondecision": "reason",
    "reporting_chosentext": "text",
    "reporting_decision": "sha256 reason",
    "reporting_edxmlstate": "organ_id organ_name code reason",
    "reporting_draftnarrative": "text anchors",
    "reporting_narrativetext": "text anchors",
    "reporting_remark": "text",
    "reporting_reopening": "reason",
    "reporting_reportdecision": "sha256 reason",
    "reporting_restatement": "reason answer effect",
}
# What an office sets up, and what programs need.
SET_UP = {
    "reporting_apitoken": "role name sha256",
    "reporting_dataelement": "code name unit over_units over_time basis",
    "reporting_dataset": "code name period_kind toml sha256",
    "reporting_dayoff": "name",
    "reporting_formdraft": "content",
    "reporting_grouptotal": "key",
    "reporting_idempotencykey": "key request_sha256 answer",
    "reporting_narrativesection": "code name",
    "reporting_obligation": "not_asked",
    "reporting_period": "code due_moved layout issuer parent_issuer place authority title "
    "recipients",
    "reporting_place": "key",
    "reporting_reportrevision": "input input_sha256 docx_sha256 pins manifest",
}
FREE = {
    f"{table}.{column}"
    for group in (READ, WORK, SET_UP)
    for table, columns in group.items()
    for column in columns.split()
}
# Who did what: an account beside an act. ``user``: who sees to a task, whose program it is.
DID = re.compile(
    r"(?:(?:\w+_)?by|user)_id",
)
PLAIN = (
    models.BooleanField,
    models.DateField,
    models.DecimalField,
    models.DurationField,
    models.FloatField,
    models.IntegerField,
    models.UUIDField,
)
# Stems of what must have no place: in names of tables, columns, or words to choose from.
NEVER = re.compile(
    r"opinion|mood|attitude|sentiment|feeling|loyal|politic|ideolog|religi|ethnic|belief|score|"
    r"rating|rank|grade|profile|gender|sex|birth|(?<![a-z])age_|phone|address|email|citizen|identity|health|"
    r"member_of|party_member"
)
OF_TEXTS = {"programme_pairing.score"}  # how alike two texts are


def fields() -> Iterator[tuple[str, models.Field]]:  # type: ignore[type-arg]  # of any type
    """``table.column`` and its field, of every table of the three apps."""
    for app in APPS:
        for model in apps.get_app_config(app).get_models(include_auto_created=True):
            for field in model._meta.concrete_fields:
                yield f"{model._meta.db_table}.{field.column}", field


def takes_words(field: models.Field) -> bool:  # type: ignore[type-arg]  # of any type
    """Whether somebody can write words of their own into it."""
    return not field.remote_field and not field.choices and not isinstance(field, PLAIN)


def test_every_column_for_words_is_named_here() -> None:
    assert {name for name, field in fields() if takes_words(field)} - FREE == set()


def test_every_person_is_an_account_beside_an_act() -> None:
    people = {
        name
        for name, field in fields()
        if field.remote_field and field.related_model._meta.label == "units.User"
    }

    assert [name for name in people if not DID.fullmatch(name.partition(".")[2])] == []


def test_the_log_names_no_person_but_the_speaker_and_who_wrote() -> None:
    names = {
        field.name
        for model in apps.get_app_config("activities").get_models()
        for field in model._meta.concrete_fields
    }

    assert names == {
        "id", "key", "unit", "by", "at",
        "activity", "n", "day", "kind", "what", "place", "speaker", "assignment", "theme", "talk",
        "completes", "withdrawn", "reason",
        "entry", "code", "number",
        "sha256", "name", "media", "size",
        "part", "english", "unit_name", "unit_english", "over_time", "counts", "first",
        "has_speaker", "offered",
    }  # fmt: skip


def test_no_name_or_choice_speaks_of_what_a_person_thinks_or_is() -> None:
    words = {name for name, _field in fields()}
    words |= {f"{name}={value}" for name, field in fields() for value, _word in field.flatchoices}

    assert {word for word in words if NEVER.search(word)} <= OF_TEXTS


@pytest.mark.parametrize("name", ["mood", "opinion_text", "citizen_score", "party_member"])
def test_such_a_name_would_be_found(name: str) -> None:
    assert NEVER.search(f"activities_entry.{name}")
