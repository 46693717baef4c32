"""One person across all apps: their own pages, and what the team sees of them."""
