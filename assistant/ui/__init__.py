"""The page: records in, HTML out, and thin wiring between them and Gradio.

From the outside in: `app` (serving), `server` (who may come in, what a response may load), `page` (the three tabs),
`chat` (问答), `original` (原文), `documents` (文档), `masthead`; `clause` (a clause as HTML), `surroundings`, `links`;
`labels`, `english` and `i18n` (the words of the page), `look` (style sheets and the one script).
"""

import os

# Read by Gradio while it is being imported: nothing is reported to anybody.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
