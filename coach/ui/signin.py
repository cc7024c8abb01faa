"""The sign-in of a hosted coach: an ASGI layer that lets nobody through who is not known, and tells the pages whose visit it is."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
import hashlib
from html import escape
from http.cookies import CookieError, SimpleCookie
import secrets
import time
from typing import Any
from urllib.parse import parse_qs

from .guard import PERSON
from .hosting import Hosting

COOKIE = "coach_visit"
HOURS = 12
TRIES, WITHIN = 5, 15 * 60.0
"""So many wrong passwords for one name or from one address in so many seconds; then nobody is asked for a while."""
LONGEST = 4096

_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Sign in</title><style>
:root {{ color-scheme: light dark; }} body {{ font: 1.1rem/1.6 system-ui, sans-serif; max-width: 24rem; margin: 12vh auto; padding: 0 1rem; }}
label, input, button {{ display: block; width: 100%; box-sizing: border-box; font: inherit; }} input, button {{ min-height: 48px; margin: .2rem 0 1rem; padding: 0 .8rem; }}
:focus-visible {{ outline: 3px solid; outline-offset: 2px; }}</style></head><body><main><h1>The coach</h1><p role="status">{said}</p><form method="post" action="/sign-in">
<label for="name">Name</label><input id="name" name="name" autocomplete="username" required><label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required><button>Sign in</button></form></main></body></html>"""
_POLICY = b"default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"


def of(person: str) -> str:
    """A person as the pages and the store know them: not by name."""
    return hashlib.sha256(f"coach {person}".encode("utf-8", "replace")).hexdigest()[:32]


@dataclass
class Gate:
    """Who is signed in, and who tried too often. Kept in memory only: a restart signs everybody out."""

    hosting: Hosting
    clock: Callable[[], float] = time.monotonic
    visits: dict[str, tuple[str, float]] = field(default_factory=dict)
    wrong: dict[str, list[float]] = field(default_factory=dict)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def person(self, headers: dict[bytes, bytes], client: str) -> str | None:
        """Whose request it is, or None."""
        if self.hosting.people is None:
            named = headers.get(self.hosting.header.encode(), b"").decode("utf-8", "replace").strip()
            return of(named) if named and client in self.hosting.proxies else None
        try:
            token = SimpleCookie(headers.get(b"cookie", b"").decode("latin-1"))[COOKIE].value
        except (KeyError, CookieError):
            return None
        name, until = self.visits.get(hashlib.sha256(token.encode()).hexdigest(), ("", 0.0))
        return of(name) if self.clock() < until else None

    def resting(self, *keys: str) -> bool:
        now = self.clock()
        for key in keys:
            self.wrong[key] = [at for at in self.wrong.get(key, ()) if now - at < WITHIN]
        return any(len(self.wrong[key]) >= TRIES for key in keys)

    async def admit(self, name: str, password: str, client: str) -> tuple[str, int, str]:
        """(a new visit's token or "", status, what is said). One try at a time, so that tries cost the one who makes them."""
        name = name.strip().lower()[:40]
        keys = (f"name {name}", f"from {client}")
        async with self._turn:
            if self.resting(*keys):
                return "", 429, "Too many tries. Wait a quarter of an hour, then try again."
            if not await asyncio.to_thread(self.hosting.people.admits, name, password[:1024]):
                for key in keys:
                    self.wrong[key].append(self.clock())
                return "", 401, "That name and password do not go together."
        now = self.clock()
        for key in keys:
            self.wrong.pop(key, None)
        self.visits = {token: kept for token, kept in self.visits.items() if kept[1] > now}
        token = secrets.token_urlsafe(32)
        self.visits[hashlib.sha256(token.encode()).hexdigest()] = (name, now + HOURS * 3600)
        return token, 303, ""

    def leave(self, headers: dict[bytes, bytes]) -> None:
        try:
            token = SimpleCookie(headers.get(b"cookie", b"").decode("latin-1"))[COOKIE].value
        except (KeyError, CookieError):
            return
        self.visits.pop(hashlib.sha256(token.encode()).hexdigest(), None)


async def _body(receive: Any) -> bytes:
    found = b""
    while len(found) <= LONGEST:
        message = await receive()
        found += message.get("body", b"")
        if not message.get("more_body"):
            break
    return found[:LONGEST]


async def _answer(send: Any, status: int, said: str, extra: list[tuple[bytes, bytes]] | None = None) -> None:
    body = _PAGE.format(said=escape(said)).encode()
    headers = [
        (b"content-type", b"text/html; charset=utf-8"), (b"content-length", str(len(body)).encode()), (b"content-security-policy", _POLICY), (b"cache-control", b"no-store"),
        (b"referrer-policy", b"same-origin"), (b"x-content-type-options", b"nosniff"), *(extra or []),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


class SignIn:
    """Wraps the app: what comes through belongs to somebody."""

    def __init__(self, app: Any, gate: Gate):
        self.app, self.gate = app, gate

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        client = (scope.get("client") or ("",))[0]
        signs = self.gate.hosting.people is not None
        if scope["type"] == "http" and signs and scope["method"] == "POST" and scope["path"] == "/sign-in":
            sent = parse_qs((await _body(receive)).decode("utf-8", "replace"), max_num_fields=4)
            token, status, said = await self.gate.admit(sent.get("name", [""])[0], sent.get("password", [""])[0], client)
            secure = "; Secure" if self.gate.hosting.certificate else ""
            cookie = f"{COOKIE}={token}; Path=/; Max-Age={HOURS * 3600}; HttpOnly; SameSite=Strict{secure}".encode()
            await _answer(send, status, said, [(b"location", b"/"), (b"set-cookie", cookie)] if token else None)
            return
        if scope["type"] == "http" and signs and scope["path"] == "/sign-out":
            self.gate.leave(headers)
            await _answer(send, 200, "You are signed out.", [(b"set-cookie", f"{COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict".encode())])
            return
        person = self.gate.person(headers, client)
        if person is not None:
            await self.app({**scope, "headers": [*scope["headers"], (PERSON, person.encode())]}, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
        else:
            await _answer(send, 401 if signs else 403, "" if signs else "The proxy in front of the coach did not say who you are.")
