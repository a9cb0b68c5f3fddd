"""What people type about figures and kits."""
