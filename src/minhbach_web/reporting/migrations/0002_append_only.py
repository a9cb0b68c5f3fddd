"""What was sent and decided takes new rows and refuses every change."""

from django.db import migrations

from minhbach_web.core.db import append_only

TABLES = (
    "reporting_submission",
    "reporting_submissionrevision",
    "reporting_value",
    "reporting_narrativetext",
    "reporting_decision",
    "reporting_remark",
    "reporting_remark_submissions",
    "reporting_remark_elements",
    "reporting_reportrevision",
)


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial")]
    operations = [append_only(table) for table in TABLES]
