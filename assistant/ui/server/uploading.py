"""Taking in uploaded files, and how far the index is with them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from assistant.keeper import Keeper
from assistant.ui.server.signing_in import Sessions
from assistant.uploads import keep_upload
from index.errors import CeyinError

UPLOAD = "/documents"


def upload_routes(keeper: Keeper, sessions: Sessions) -> APIRouter:
    """The routes of the 文档 tab, for users with the right only."""
    router = APIRouter(include_in_schema=False)

    @router.post(UPLOAD)
    async def upload(request: Request, name: Annotated[str, Query(max_length=1_000)]) -> Response:
        """Keep one file; the body is its bytes."""
        if not sessions.may_edit(sessions.user(request)):
            return PlainTextResponse("没有增加文件的权限", 403)
        try:
            kept = await keep_upload(keeper.settings, name, request.stream())
        except ClientDisconnect:
            return PlainTextResponse("上传中断", 400)
        except CeyinError as error:
            return PlainTextResponse(str(error), 422)
        return JSONResponse({"file": kept.name})

    @router.post(f"{UPLOAD}/index")
    def index(request: Request) -> Response:
        """Index what was uploaded."""
        if not sessions.may_edit(sessions.user(request)):
            return PlainTextResponse("没有增加文件的权限", 403)
        keeper.add_uploads()
        return JSONResponse(asdict(keeper.state))

    @router.get(f"{UPLOAD}/state")
    def state() -> JSONResponse:
        return JSONResponse(asdict(keeper.state), headers={"Cache-Control": "no-store"})

    return router
