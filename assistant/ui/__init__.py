"""The chat page: records in, HTML out, and thin wiring between them and Gradio.

From the outside in: `app` (the page and its server); `chat_tab` and `lookup_tab` (one tab each, wiring only);
`conversation` and `looked_up` (what they show); `answer_text` (Markdown with markers); `clause_card` (a clause);
`marking` (its lines, the quote marked); `theme`, `style.css`, `cards.js` (how it looks, what the browser does).
"""

import os

# Read by Gradio while it is being imported: nothing is reported to anybody.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
