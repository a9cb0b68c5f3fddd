"""Settings: ``base`` for everyone; ``dev``, ``test`` and ``production`` on top."""
