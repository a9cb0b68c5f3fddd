"""What was backed up, and what was proved by restoring it."""

from minhbach_web.operations.models.backups import Backup, IntegrityCheck, RestoreProof

__all__ = ["Backup", "IntegrityCheck", "RestoreProof"]
