"""Printed text to value: knows nothing of PDFs, tables or datasets."""


class Unreadable(ValueError):
    """The text does not say a value that its parser knows; the caller keeps the text and files a problem."""
