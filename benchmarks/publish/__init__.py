"""How long it takes to link and publish many rows that are read already, and what memory."""
