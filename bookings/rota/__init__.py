"""Who delivers what: facilitators and their sessions."""
