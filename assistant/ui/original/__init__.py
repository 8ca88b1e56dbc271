"""The 原文 tab: `tab` (wiring), `page` (toolbar, outline, document), `text` (the document), `table` (its annexes),
`outline`, `search` (what was looked up).
"""
