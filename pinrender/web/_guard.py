"""Who may ask: only the page itself, by the name of this machine; and what a page may do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pinrender.web._errors import Foreign, Misdirected, WebError, told

__all__ = ["Guard", "checked", "policy"]

READING = ("GET", "HEAD")
PLAIN_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
"""For everything but the page: should it ever be opened as a page, it can do nothing."""
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "X-Frame-Options": "DENY",
}


def policy(style_hashes: Iterable[str] = ()) -> str:
    """What the page may load: its own files, and what it made itself.

    Parameters
    ----------
    style_hashes : iterable of str
        ``sha256-...`` of the style sheets that the 3D viewer writes into its own shadow tree.
    """
    styles = " ".join(["'self'", *(f"'{each}'" for each in style_hashes)])
    return (
        f"default-src 'none'; script-src 'self'; style-src {styles}; img-src 'self' blob: data:; "
        "connect-src 'self' blob: data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


def checked(method: str, path: str, headers: Headers, hosts: Sequence[str]) -> None:
    """See that a request comes from the page itself, or from a program that says nothing of a page.

    Parameters
    ----------
    method, path : str
        Of the request.
    headers : Headers
        Of the request.
    hosts : sequence of str
        What this server may be called, with its port.

    Raises
    ------
    Misdirected
        If it is for another host.
    Foreign
        If another site's page asks.
    """
    named = headers.getlist("host")
    if len(named) != 1 or named[0].casefold() not in hosts:
        raise Misdirected(f"this server is {hosts[0]}, and answers to no other name")
    site = headers.get("sec-fetch-site")
    opened = method in READING and path == "/" and headers.get("sec-fetch-mode") == "navigate"
    if site is not None and site not in {"same-origin", "none"} and not opened:
        raise Foreign("another site's page may not use this server; open its own page")
    origins = headers.getlist("origin")
    if origins and (len(origins) > 1 or origins[0].casefold() not in {f"http://{host}" for host in hosts}):
        raise Foreign("another site's page may not use this server; open its own page")


class Guard:
    """Checks every request before anything else sees it, and gives every answer its headers.

    Parameters
    ----------
    app : ASGI application
        What it guards.
    hosts : sequence of str
        What this server may be called, with its port.
    page_policy : str
        The Content-Security-Policy of the page.
    """

    def __init__(self, app: ASGIApp, hosts: Sequence[str], page_policy: str) -> None:
        self._app, self._hosts, self._policy = app, hosts, page_policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headed = self._headed(scope, send)
        try:
            checked(scope["method"], scope["path"], Headers(scope=scope), self._hosts)
        except WebError as error:
            status, content = told(error)
            await JSONResponse(content, status)(scope, receive, headed)
            return
        await self._app(scope, receive, headed)

    def _headed(self, scope: Scope, send: Send) -> Send:
        page, fixed = scope["path"] == "/", scope["path"].startswith("/static/")

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(ALWAYS)
                headers["Content-Security-Policy"] = self._policy if page else PLAIN_POLICY
                headers.setdefault("Cache-Control", "no-cache" if fixed else "no-store")
            await send(message)

        return headed
