"""What is handed out besides the page: the state of the server, exports, the choice of language."""

from __future__ import annotations

import time
from typing import Annotated
from urllib.parse import quote, urlsplit

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from assistant.conversations.markdown import paper_to_markdown
from assistant.conversations.paper import paper_of
from assistant.conversations.store import Store
from assistant.conversations.word import paper_to_word
from assistant.current import MOMENT, Current
from assistant.ui.labels import CHINESE, COOKIE, OTHER
from assistant.ui.server.signing_in import Sessions

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_YEAR_SECONDS = 365 * 24 * 3600


def page_routes(current: Current, store: Store, sessions: Sessions) -> APIRouter:
    """The routes beside Gradio's."""
    router = APIRouter(include_in_schema=False)

    @router.get("/health")
    def health() -> JSONResponse:
        newer = current.follow()
        return JSONResponse({"built": current.built, "newer": newer}, headers={"Cache-Control": "no-store"})

    @router.get("/language")
    def choose_language(request: Request, to: str = CHINESE) -> Response:
        """Keep the choice in a cookie and go back to where the reader was."""
        query = urlsplit(request.headers.get("referer", "")).query
        response = RedirectResponse(f"/?{query}", 303)
        response.set_cookie(COOKIE, OTHER if to == OTHER else CHINESE, max_age=_YEAR_SECONDS, samesite="lax")
        return response

    @router.get("/export")
    def export(
        request: Request,
        conversation: Annotated[str, Query(max_length=64)],
        form: Annotated[str, Query(pattern="^(docx|md)$")],
        number: int = 0,
    ) -> Response:
        user = sessions.user(request)
        known = store.conversation(user, conversation) if user is not None else None
        if user is None or known is None:
            return PlainTextResponse("没有这个会话", 404)
        exchanges = [each for each in store.exchanges(user, conversation) if number in {0, each.number}]
        if not exchanges:
            return PlainTextResponse("没有这个回答", 404)
        paper = paper_of(known.title, exchanges, time.strftime(MOMENT))
        if form == "docx":
            return _file(paper_to_word(paper), f"{known.title}.docx", _WORD)
        return _file(paper_to_markdown(paper).encode(), f"{known.title}.md", "text/markdown; charset=utf-8")

    return router


def _file(content: bytes, name: str, kind: str) -> Response:
    disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return Response(content, media_type=kind, headers={"Content-Disposition": disposition})
