"""Which rows of different documents are the same measure, the same goal.

Read in this order: `rows` (what is linked), `nodes` (rows with the same words), `candidates` (which nodes are worth a
comparison), `evidence` (how far two nodes agree, level by level), `clusters` (who joins whom), `decisions` (what people
decided), `identities` (the ids that stay). `pipeline.link` makes the published links out of it.
"""
