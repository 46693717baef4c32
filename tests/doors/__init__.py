"""Every address of the site, asked for by every kind of visitor."""
