"""Screens of papers, and where a person sees all that is theirs."""
