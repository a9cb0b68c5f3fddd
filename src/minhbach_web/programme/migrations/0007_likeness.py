"""How alike two texts are: no word that could be said of a person."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("programme", "0006_assignments_of_heirs")]
    operations = [migrations.RenameField("pairing", "score", "likeness")]
