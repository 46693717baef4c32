"""Questions about papers. Nothing here writes."""
