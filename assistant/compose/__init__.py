"""Answers that a language model writes and the clauses decide about: the write step where a model is configured.

`evidence` (which clauses it gets), `prompt`, `markers` and `stream` (its text, sentence by sentence), `claims` (what a
sentence states), `source` (what a clause holds), `support` (whether the one stands in the other), `repair`, `progress`, `composer`
(all of it in order), `summary` (everything a section or a document says). See docs/model.md.
"""
