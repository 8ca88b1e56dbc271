"""Sessions: a signed cookie names the user; without one there is only the sign-in page."""

from __future__ import annotations

import secrets
from html import escape
from pathlib import Path
from urllib.parse import parse_qs

from fastapi import APIRouter
from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.ui.labels import in_language, language_of, say
from assistant.ui.server.plain_page import plain_page
from assistant.users import Users

SIGN_IN, SIGN_OUT = "/signin", "/signout"
EVERYBODY = ""  # the one user of a page without sign-in
_COOKIE = "ceyin-session"
_SESSION_SECONDS = 7 * 24 * 3600


class Sessions:
    """Tells who a request is from.

    Args:
        users: None where everybody is one user.
        home: folder of the key that signs the cookies.
        trusting: whether everybody may add and remove documents where there is no sign-in.
    """

    def __init__(self, users: Users | None, home: Path, *, trusting: bool = True) -> None:
        self.users, self._trusting = users, trusting
        self._signer = URLSafeTimedSerializer(_key(home / "session.key")) if users else None

    def user(self, connection: HTTPConnection) -> str | None:
        """The user's name, `EVERYBODY` without sign-in, None for a stranger."""
        if self.users is None or self._signer is None:
            return EVERYBODY
        try:
            name = str(self._signer.loads(connection.cookies.get(_COOKIE, ""), max_age=_SESSION_SECONDS))
        except BadData:
            return None
        return name if name in self.users else None

    def may_edit(self, user: str | None) -> bool:
        """Whether a user may add and remove documents."""
        return user is not None and (self._trusting if self.users is None else self.users.may_edit(user))

    def admit(self, response: Response, name: str) -> None:
        """Let the bearer of the response be this user from now on."""
        assert self._signer is not None
        signed = self._signer.dumps(name)
        response.set_cookie(_COOKIE, str(signed), max_age=_SESSION_SECONDS, httponly=True, samesite="lax")


class OnlyUsers:
    """Keeps strangers out of everything but the sign-in page. ASGI middleware."""

    def __init__(self, app: ASGIApp, sessions: Sessions) -> None:
        self._app, self._sessions = app, sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http" or scope["path"] == SIGN_IN or self._sessions.user(HTTPConnection(scope)) is not None:
            await self._app(scope, receive, send)
        elif "text/html" in Headers(scope=scope).get("accept", ""):
            target = f"{SIGN_IN}?{scope['query_string'].decode('latin-1')}"
            await RedirectResponse(target, 303)(scope, receive, send)
        else:
            await PlainTextResponse("请先登录", 401)(scope, receive, send)


def sign_in_routes(sessions: Sessions) -> APIRouter:
    """The sign-in page, what it posts to, and signing out."""
    router = APIRouter(include_in_schema=False)

    @router.get(SIGN_IN)
    def show(request: Request) -> HTMLResponse:
        return HTMLResponse(_page(request, failed=False))

    @router.post(SIGN_IN)
    async def sign_in(request: Request) -> Response:
        form = parse_qs((await request.body()).decode("utf-8", "replace"))
        name, password = (form.get(field, [""])[0] for field in ("name", "password"))
        known = sessions.users is not None and await run_in_threadpool(sessions.users.admit, name, password)
        if not known:
            return HTMLResponse(_page(request, failed=True), 403)
        response = RedirectResponse(f"/?{request.url.query}", 303)
        sessions.admit(response, name)
        return response

    @router.post(SIGN_OUT)
    def sign_out() -> Response:
        response = RedirectResponse(SIGN_IN, 303)
        response.delete_cookie(_COOKIE)
        return response

    return router


def _page(request: Request, *, failed: bool) -> str:
    """The form; its target keeps the query, so that a link to a clause still leads there."""
    problem = f'<p class="problem" role="alert">{say("用户名或密码不对")}</p>' if failed else ""
    body = (
        f'{problem}<form method="post" action="{SIGN_IN}?{escape(request.url.query)}">'
        f'<label>{say("用户名")}<input name="name" autocomplete="username" required autofocus></label>'
        f'<label>{say("密码")}<input name="password" type="password" autocomplete="current-password" required></label>'
        f"<button>{say('登录')}</button></form>"
    )
    language = language_of(request)
    return in_language(plain_page(say("登录"), body, language), language)


def _key(path: Path) -> bytes:
    """The signing key, made once; only its owner can read it."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_bytes(secrets.token_bytes(32))
        return path.read_bytes()
