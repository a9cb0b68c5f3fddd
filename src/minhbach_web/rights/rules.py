"""What the roles may do in this app."""

import rules
from rules.predicates import Predicate

from minhbach_web.rights.queries.people import keeps

rules.add_perm("rights.manage", Predicate(lambda user, _about: keeps(user), name="keeps_data"))
