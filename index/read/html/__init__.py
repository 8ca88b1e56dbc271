"""Web pages: the document of a page, without the site around it."""
