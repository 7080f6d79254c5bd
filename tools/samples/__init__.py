"""Typesets the sample plans in `data/raw`: `python -m tools.samples`.

The municipalities exist, the plans do not: every sentence is written for this project and every figure is made up,
which each page says ("Exempeldokument"). The same versions of the libraries give the same bytes on every machine.

Two typesetters make layouts that really differ: `office` (ReportLab: fully ruled tables, narrow columns, as a word
processor exports them) and `web` (fpdf2: horizontal rules, shading, status colours, as a report system prints them).
"""
