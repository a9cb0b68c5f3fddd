"""How much one request may bring, and how often somebody may ask for costly things."""

# Of a whole request, before any of it is read: several photos, or the largest file twice.
REQUEST_LIMIT = 64 * 2**20

# Seconds that "not found" takes at least, for who is signed in; offices have it, tests don't wait.
NOT_FOUND_FLOOR = 0.0

# kind → (at once, then a second): of one account, or of one address for who is not signed in. An
# office of hundreds sits behind one address. Each web process counts for itself.
RATES = {
    "strangers": (120, 1.0),  # forms sent without an account: signing in, links
    "uploads": (120, 0.5),  # a file is unpacked and read
    "exports": (120, 0.5),  # a file is made
}

# Addresses that make a file, or walk through everything.
COSTLY = frozenset(
    {
        "core:audit_export",
        "units:export",
        "programme:original",
        "programme:register-table",
        "programme:draft",
        "activities:export",
        "activities:programme-export",
        "activities:sheet-docx",
        "briefing:export",
        "briefing:kit_file",
        "checking:download",
        "reporting:download",
        "reporting:fixed",
        "reporting:envelope",
        "reporting:unit_template",
        "reporting:period_template",
        "reporting:review_workbook",
        "rights:export",
        "rights:person_export",
    }
)
