"""The door to LangChain: retrieval as a `BaseRetriever` whose documents carry their clause address."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever


class ClauseRetriever(BaseRetriever):
    """Clauses for a question, best first; `metadata` holds `address` and `reference`."""

    assistant: Any

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        question = self.assistant.understanding(query)
        clauses = self.assistant.retriever(question).clauses[: self.assistant.settings.retrieved]
        return [
            Document(page_content=c.to_show(), metadata={"address": c.address, "reference": c.reference}) for c in clauses
        ]
