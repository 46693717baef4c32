"""People, the organisations they work for, and who may do what."""
