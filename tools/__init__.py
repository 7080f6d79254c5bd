"""Scripts that belong to the repository but not to the installed program."""
