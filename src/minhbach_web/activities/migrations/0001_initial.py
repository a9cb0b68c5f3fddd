"""The activity log, append-only."""


import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from minhbach_web.core.db import append_only


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('programme', '0005_assignments'),
        ('units', '0002_reorganisations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(unique=True)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.organisationunit')),
            ],
            options={
                'verbose_name': 'activity',
                'ordering': ('-at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('n', models.PositiveSmallIntegerField()),
                ('day', models.DateField(verbose_name='day')),
                ('kind', models.CharField(max_length=40, verbose_name='kind')),
                ('what', models.CharField(max_length=300, verbose_name='what')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='where')),
                ('speaker', models.CharField(blank=True, max_length=120, verbose_name='speaker')),
                ('talk', models.PositiveBigIntegerField(blank=True, db_index=True, null=True)),
                ('completes', models.BooleanField(default=False)),
                ('withdrawn', models.BooleanField(default=False)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('at', models.DateTimeField()),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='activities.activity')),
                ('assignment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.assignment')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.theme')),
            ],
            options={
                'ordering': ('activity', 'n'),
            },
        ),
        migrations.CreateModel(
            name='Amount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=80)),
                ('number', models.PositiveBigIntegerField()),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='amounts', to='activities.entry')),
            ],
            options={
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64)),
                ('name', models.CharField(max_length=255)),
                ('media', models.CharField(max_length=100)),
                ('size', models.PositiveBigIntegerField()),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='activities.entry')),
            ],
            options={
                'ordering': ('pk',),
            },
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['day'], name='entries_by_day'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(fields=('activity', 'n'), name='one_entry_per_number'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('n', 1), ('withdrawn', False)), models.Q(('n__gt', 1), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='a_change_of_the_log_says_why'),
        ),
        migrations.AddConstraint(
            model_name='amount',
            constraint=models.UniqueConstraint(fields=('entry', 'code'), name='one_amount_per_code'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.UniqueConstraint(fields=('entry', 'sha256'), name='one_file_per_entry'),
        ),
        append_only('activities_activity'),
        append_only('activities_entry'),
        append_only('activities_amount'),
        append_only('activities_evidence'),
    ]
