"""Static pages for people who look rather than read: an overview, and each plan's pages beside what was read there.

`published` gathers a document's rows, `rows` says them in Swedish (`labels.toml`), `pictures` draws the pages, `write`
fills the templates. The pages need no server and no network; nothing that stands in a PDF can run in them.
"""
