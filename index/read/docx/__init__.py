"""Word files. python-docx reads no numbering, footnotes, tracked changes or text boxes; so the parts are walked here."""
