"""How the page looks and what the browser does by itself: theme, style sheets, one script."""
