"""Where an assignment of an heir came from."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programme', '0005_assignments'),
        ('units', '0002_reorganisations'),
    ]

    operations = [
        migrations.AddField(
            model_name='assignment',
            name='came_from',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.organisationunit'),
        ),
    ]
