"""Conversations kept on the server: stored with their citations exactly as given, exported, rated.

`exchange` (a question and its answer with the clauses as they stood), `store` (SQLite, the only owner of it),
`markdown` and `word` (exports), `feedback` (what readers said of answers).
"""
