"""The front door: Wagtail's pages. Reads our data, never writes it."""
