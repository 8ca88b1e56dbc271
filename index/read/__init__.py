"""Files of every format become the same thing: lines, tables, and where they stood in the file."""
