"""The datasets as open data: CSV and Parquet with a Frictionless Data Package and a DCAT-AP-SE description."""
