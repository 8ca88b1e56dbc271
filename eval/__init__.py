"""The offline evaluation: questions with gold clauses, measures, report."""
