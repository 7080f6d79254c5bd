"""`make docs`: the pages of the documentation with executed notebooks and the reference of commands."""
