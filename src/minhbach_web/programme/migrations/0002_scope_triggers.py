"""What is out of scope gets no unit: the database itself refuses it."""

from django.db import migrations

from minhbach_web.programme.scope_triggers import create, drop


class Migration(migrations.Migration):
    dependencies = [("programme", "0001_initial")]

    operations = [migrations.RunPython(create, drop, elidable=False)]
