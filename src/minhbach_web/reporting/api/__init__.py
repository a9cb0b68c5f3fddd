"""The interface for other programs: REST with OpenAPI, files as CSV and data packages."""
