"""From documents to an index of clauses: read, outline, clauses, embed, words, store."""
