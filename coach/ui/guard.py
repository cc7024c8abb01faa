"""The door: an ASGI layer that lets in only whom it is meant for, as a rule this computer's own browser, and tells it to fetch nothing from elsewhere."""

from base64 import b64encode
from collections.abc import Awaitable, Callable, Collection, MutableMapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
import re
from typing import Any
from urllib.parse import urlsplit

Scope = MutableMapping[str, Any]
App = Callable[[Scope, Callable[[], Awaitable[Any]], Callable[[Any], Awaitable[None]]], Awaitable[None]]

PERSON = b"x-coach-person"
"""The header by which the sign-in tells the pages whose visit it is; from outside it is never let in."""

OWN = frozenset([b"content-security-policy", b"referrer-policy"])
"""What the sign-in page says for itself, and stricter; Streamlit sends neither."""

LOCAL = frozenset(["127.0.0.1", "localhost", "::1"])


@lru_cache(maxsize=1)
def inline_scripts() -> str:
    """The hashes of the scripts that stand in Streamlit's own index.html."""
    import streamlit

    index = Path(streamlit.__file__).parent / "static" / "index.html"
    bodies = re.findall(r"<script>(.*?)</script>", index.read_text(encoding="utf-8"), re.S)
    return " ".join(f"'sha256-{b64encode(sha256(body.encode()).digest()).decode()}'" for body in bodies)


def policy(host: str, scheme: str = "http") -> str:
    """The Content-Security-Policy for pages served at host. blob: is what Streamlit's components are loaded from."""
    return "; ".join([
        "default-src 'none'", f"script-src 'self' blob: {inline_scripts()}", "style-src 'self' 'unsafe-inline'", "img-src 'self' data: blob:",
        "font-src 'self' data:", f"connect-src 'self' {scheme.replace('http', 'ws')}://{host}", "media-src 'self' data: blob:", "worker-src 'self' blob:", "manifest-src 'self'",
        "object-src 'none'", "frame-src 'none'", "frame-ancestors 'none'", "base-uri 'self'", "form-action 'none'",
    ])


def _name(netloc: str) -> str | None:
    """The host name in "name:port", or None where there is none that can be read."""
    try:
        return urlsplit(f"//{netloc}").hostname
    except ValueError:
        return None


def welcome(host: str, origin: str | None, names: Collection[str] = LOCAL, scheme: str = "http") -> bool:
    """Whether a request comes from a page of ours: a Host we answer to, and no Origin but that same one.

    >>> welcome("127.0.0.1:8501", "http://127.0.0.1:8501"), welcome("evil.example", None), welcome("127.0.0.1:8501", "http://evil.example")
    (True, False, False)
    """
    if _name(host) not in names:
        return False
    return origin is None or origin == f"{scheme}://{host}"


class Guard:
    """Wraps the app, plain requests and WebSockets alike. names, scheme: what it answers to, where it is hosted for others."""

    def __init__(self, app: App, names: Collection[str] = LOCAL, scheme: str = "http"):
        self.app, self.names, self.scheme = app, names, scheme

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        host = headers.get(b"host", b"").decode("latin-1")
        origin = headers.get(b"origin")
        if not welcome(host, None if origin is None else origin.decode("latin-1"), self.names, self.scheme):
            await self._refuse(scope, receive, send)
            return
        extra = [
            (b"content-security-policy", policy(host, self.scheme).encode("latin-1", "replace")), (b"referrer-policy", b"no-referrer"),
            (b"x-content-type-options", b"nosniff"), (b"cross-origin-opener-policy", b"same-origin"), (b"cache-control", b"no-store"),
        ]

        async def answer(message: Any) -> None:
            if message["type"] == "http.response.start":
                present = {name.lower() for name, _ in message.get("headers", [])}
                kept = OWN if present >= OWN else frozenset()
                names = {name for name, _ in extra} - {b"cache-control"} - kept
                sent = [(name, value) for name, value in message.get("headers", []) if name.lower() not in names]
                has_cache = any(name.lower() == b"cache-control" for name, _ in sent)
                message = {**message, "headers": sent + [pair for pair in extra if pair[0] not in kept and (pair[0] != b"cache-control" or not has_cache)]}
            await send(message)

        await self.app({**scope, "headers": [pair for pair in scope["headers"] if pair[0].lower() != PERSON]}, receive, answer)

    @staticmethod
    async def _refuse(scope: Scope, receive: Any, send: Any) -> None:
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        body = b"This page is only for the computer it runs on."
        await send({"type": "http.response.start", "status": 403, "headers": [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]})
        await send({"type": "http.response.body", "body": body})
