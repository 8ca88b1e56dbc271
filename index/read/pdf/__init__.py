"""PDF: the text layer as lines, paragraphs and tables, without page numbers and running heads."""
