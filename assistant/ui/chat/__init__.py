"""The 问答 tab: `tab` (wiring), `answering` (one question, step by step), `turns` (the conversation), `welcome`, `panel`
(the evidence beside it), `sidebar` (the list of conversations), `answer_text` (Markdown with markers).
"""
