"""Sums over everything. Nothing here writes."""
