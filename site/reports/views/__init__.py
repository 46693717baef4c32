"""Screens that add things up, and the office's queue. They read and link on."""
