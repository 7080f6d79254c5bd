"""What the program is tried with over hours: thousands of plans, files that are broken on purpose, kills."""
