"""What people corrected on the pages: `corrections/values.csv`, read at every run; it wins over the machine.

One line sets one column of one row (`correct`), or says that a row is read right (`confirm`). A row is named by its
place and its wording (document, page, name, printed cell, and what the machine read for year and kind), never by a
number of this run, so a correction survives when the file is read again. What is printed (`raw`) never changes. A
correction that no longer finds its row, or is no longer needed, is reported and kept.
"""

from pipeline.corrections.apply import apply_corrections
from pipeline.corrections.lines import VALUES_FILE, Correction, read_corrections

__all__ = ["VALUES_FILE", "Correction", "apply_corrections", "read_corrections"]
