"""How well the structure of tables is found, measured beside other programs. README.md tells how."""
