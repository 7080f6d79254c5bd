"""The flow: from a folder of plan PDFs to Parquet datasets. Read `run.py` first, then `records.py`."""

__version__ = "0.1.0"
