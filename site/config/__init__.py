"""Settings, addresses and the commands that span every app."""
