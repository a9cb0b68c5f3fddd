"""The web server: gunicorn with threads, started from Python."""

from __future__ import annotations

from typing import Any

from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped] # no types


class Server(BaseApplication):  # type: ignore[misc] # no types
    """Two workers of four threads over the site's WSGI application."""

    def __init__(self, host: str, port: int, workers: int = 2) -> None:
        self.settings = {
            "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
            "workers": workers,
            "threads": 4,
            "worker_class": "gthread",
            "loglevel": "warning",
            # What a browser needs, and no more; a request whose length can be read in two ways is
            # refused by the server itself.
            "limit_request_line": 4094,
            "limit_request_fields": 100,
            "limit_request_field_size": 8190,
            # Whether the proxy is believed is decided in one place: the settings.
            "secure_scheme_headers": {},
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from minhbach_web.site.wsgi import application  # noqa: PLC0415  # in the worker

        return application
