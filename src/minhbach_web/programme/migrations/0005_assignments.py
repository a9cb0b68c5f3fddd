"""Rules, parts handed down, more time asked for, and who sees to what."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from minhbach_web.core.db import append_only
from minhbach_web.programme.scope_triggers import create, drop


class Migration(migrations.Migration):
    dependencies = [
        ("programme", "0004_amendments"),
        ("units", "0002_reorganisations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # SQLite makes the table anew: the triggers that name it wait meanwhile.
        migrations.RunPython(drop, create, elidable=False),
        migrations.CreateModel(
            name="AssignmentRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("subtree", "A unit and everything below it"),
                            ("type", "All units of one type"),
                        ],
                        max_length=10,
                    ),
                ),
                ("unit_type", models.CharField(blank=True, max_length=80)),
                (
                    "part",
                    models.CharField(
                        choices=[("lead", "Lead"), ("support", "Support")], max_length=10
                    ),
                ),
                ("due", models.DateField(blank=True, null=True)),
                ("given_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Extension",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("was_due", models.DateField(blank=True, null=True)),
                ("new_due", models.DateField()),
                ("reason", models.TextField()),
                ("asked_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="ExtensionDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("granted", models.BooleanField()),
                ("due", models.DateField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Holder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("since", models.DateTimeField()),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.RemoveConstraint(
            model_name="assignment",
            name="one_part_per_unit_and_task",
        ),
        migrations.AddField(
            model_name="assignment",
            name="due",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="assignment",
            name="ended_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="assignment",
            name="ended_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="given_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="assignment",
            name="given_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="handed_down",
                to="programme.assignment",
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="text",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="assignmentrule",
            name="ended_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="assignmentrule",
            name="given_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="assignmentrule",
            name="task",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rules",
                to="programme.task",
            ),
        ),
        migrations.AddField(
            model_name="assignmentrule",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="units.organisationunit",
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="rule",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assignments",
                to="programme.assignmentrule",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None), ("parent", None)),
                fields=("task", "unit"),
                name="one_part_per_unit_and_task",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("parent", "unit"),
                name="one_part_handed_down_per_unit",
            ),
        ),
        migrations.AddField(
            model_name="extension",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="extension",
            name="assignment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="extensions",
                to="programme.assignment",
            ),
        ),
        migrations.AddField(
            model_name="extensiondecision",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="extensiondecision",
            name="extension",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decision",
                to="programme.extension",
            ),
        ),
        migrations.AddField(
            model_name="holder",
            name="assignment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="holders",
                to="programme.assignment",
            ),
        ),
        migrations.AddField(
            model_name="holder",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="holder",
            name="ended_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="holder",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="assignmentrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "subtree"), ("unit_type", "")),
                    models.Q(("kind", "type"), models.Q(("unit_type", ""), _negated=True)),
                    _connector="OR",
                ),
                name="a_rule_by_type_names_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="extensiondecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("due__isnull", False), ("granted", True)),
                    models.Q(
                        ("due__isnull", True),
                        ("granted", False),
                        models.Q(("reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_decision_on_time_says_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="holder",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("assignment",),
                name="one_holder_at_a_time",
            ),
        ),
        migrations.RunPython(create, drop, elidable=False),
        append_only("programme_extension"),
        append_only("programme_extensiondecision"),
    ]
