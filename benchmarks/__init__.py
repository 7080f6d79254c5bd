"""Measurements against other programs; not part of the installed package."""
