"""When and where: events, their sessions, series of them."""
