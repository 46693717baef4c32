"""Demonstration content: invented people and schools, and a way to be each of them."""
