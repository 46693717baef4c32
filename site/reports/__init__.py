"""What the whole adds up to. Reads everything, writes only its own returns."""
