"""A clause as HTML: its lines with what is quoted marked (`marking`), its cells (`cells`), the card around it (`card`)."""
