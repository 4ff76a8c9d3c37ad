"""The server: what each address gives."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from importlib import resources
from typing import Any, cast
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from pinrender._viewer import viewer_script
from pinrender.errors import PinrenderError, RendererUnavailable, UsageError, chosen
from pinrender.limits import Limits, byte_size
from pinrender.web._errors import TooLarge, told
from pinrender.web._guard import Guard, policy
from pinrender.web._job import Answer, Job
from pinrender.web._options import options_of, taken_of
from pinrender.web._queue import RenderQueue, Ticket
from pinrender.web._style_hashes import style_hashes
from pinrender.web._uploads import Uploads
from pinrender.web._works import WORKS

__all__ = ["Studio", "build_app"]

GONE_STATUS = 499
"""Nobody is there to read it; as nginx counts requests that a client closed."""
LANE_CHARS = 100
WORK_FOLDER = "work"
"""Of the render process, beside the uploads; no upload is called so."""


class Studio:
    """What a server holds: uploads, and the queue in front of the render process.

    Parameters
    ----------
    limits : Limits
        How much it does for those who ask.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.uploads = Uploads(limits)
        self.queue = RenderQueue(limits, self.uploads.folder / WORK_FOLDER)


def build_app(hosts: Sequence[str], studio: Studio) -> ASGIApp:
    """Make the server; nothing runs before its lifespan begins, and its files go when that ends.

    Parameters
    ----------
    hosts : sequence of str
        What it may be called, with its port, such as ``127.0.0.1:8765``; the first is its own name.
    studio : Studio
        What it holds.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.studio = studio
        try:
            await studio.queue.start()
            yield
        finally:
            await studio.queue.stop()
            studio.uploads.sweep()

    app = FastAPI(lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    _add_routes(app)
    app.add_exception_handler(PinrenderError, _refused)
    app.add_exception_handler(HTTPException, _unrouted)
    app.add_exception_handler(OSError, _system)
    app.add_exception_handler(Exception, _faulty)
    folder = str(resources.files("pinrender.web").joinpath("static"))
    app.mount("/static", StaticFiles(directory=folder, check_dir=False))
    return Guard(app, hosts, policy(_styles()))


def _styles() -> tuple[str, ...]:
    """The style sheets that the 3D viewer brings; none where it is not installed."""
    try:
        return style_hashes(viewer_script())
    except RendererUnavailable:
        return ()


def _add_routes(app: FastAPI) -> None:
    app.add_api_route("/", _page, methods=["GET"])
    app.add_api_route("/healthz", _healthz, methods=["GET"])
    app.add_api_route("/api/choices", _choices, methods=["GET"])
    app.add_api_route("/api/artworks", _receive, methods=["POST"])
    app.add_api_route("/api/artworks/{key}", _kept, methods=["GET"])
    app.add_api_route("/api/artworks/{key}", _forget, methods=["DELETE"])
    app.add_api_route("/api/artworks/{key}/jobs", _progress, methods=["GET"])
    app.add_api_route("/api/artworks/{key}/jobs", _cancel, methods=["DELETE"])
    app.add_api_route("/api/artworks/{key}/{work}", _make, methods=["POST"])


def _studio(request: Request) -> Studio:
    return cast("Studio", request.app.state.studio)


async def _page() -> Response:
    page = resources.files("pinrender.web").joinpath("static", "index.html").read_bytes()
    return Response(page, media_type="text/html")


async def _healthz(request: Request) -> Response:
    """Whether it serves: the render process, and how many jobs there are."""
    queue = _studio(request).queue
    told = {"status": "ok", "render_process": queue.process.pid is not None, "jobs": len(queue.tickets())}
    return JSONResponse(told)


async def _choices() -> Response:
    from pinrender.web._choices import choices

    return JSONResponse(await asyncio.to_thread(choices))


async def _receive(request: Request) -> Response:
    """Take a file, the body of the request; `name` in the query is what it is called."""
    sent = request.query_params.get("name", "")
    length = request.headers.get("content-length", "")
    try:
        upload = await _studio(request).uploads.receive(
            sent, aiter(request.stream()), int(length) if length.isdecimal() else None
        )
    except ClientDisconnect:
        return Response(status_code=GONE_STATUS)
    return JSONResponse({"id": upload.id, "name": upload.name}, 201)


async def _kept(request: Request, key: str) -> Response:
    upload = _studio(request).uploads.find(key)
    return JSONResponse({"id": upload.id, "name": upload.name})


async def _forget(request: Request, key: str) -> Response:
    studio = _studio(request)
    studio.queue.cancel(key)
    studio.uploads.remove(key)
    return Response(status_code=204)


async def _progress(request: Request, key: str) -> Response:
    studio = _studio(request)
    studio.uploads.find(key)
    return JSONResponse({ticket.lane[1]: ticket.told() for ticket in reversed(studio.queue.tickets(key))})


async def _cancel(request: Request, key: str) -> Response:
    studio = _studio(request)
    studio.uploads.find(key)
    return JSONResponse({"cancelled": studio.queue.cancel(key, request.query_params.get("lane"))})


async def _make(request: Request, key: str, work: str) -> Response:
    """Make something of an artwork, and wait for it as long as whoever asked does."""
    studio = _studio(request)
    upload = studio.uploads.find(key)
    work = chosen("work", work, WORKS)
    said = await _said(request, studio.limits)
    job = Job(
        work=work,
        path=str(upload.path),
        name=upload.name,
        options=options_of(_table(said, "options")),
        extra=taken_of(work, _table(said, "with")),
    )
    ticket = studio.queue.submit(job, (key, str(said.get("lane", work))[:LANE_CHARS]))
    answer = await _awaited(request, studio.queue, ticket)
    return Response(status_code=GONE_STATUS) if answer is None else _answered(answer)


async def _awaited(request: Request, queue: RenderQueue, ticket: Ticket) -> Answer | None:
    """What a job gives; None if whoever asked has left."""
    gone = asyncio.create_task(_disconnected(request))
    try:
        await asyncio.wait((ticket.done, gone), return_when=asyncio.FIRST_COMPLETED)
        if ticket.done.done():
            return ticket.done.result()
        queue.leave(ticket)
        return None
    finally:
        gone.cancel()
        if not ticket.done.done():
            queue.leave(ticket)


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _answered(answer: Answer) -> Response:
    headers = {}
    if answer.name:
        plain = "".join(each if each.isascii() and each not in '"\\' else "_" for each in answer.name)
        named = f"filename=\"{plain}\"; filename*=UTF-8''{quote(answer.name, safe='')}"
        headers["Content-Disposition"] = f"attachment; {named}"
    headers |= {f"Pinrender-{name.title()}": json.dumps(value) for name, value in answer.told.items()}
    return Response(answer.body, media_type=answer.media_type, headers=headers)


async def _said(request: Request, limits: Limits) -> dict[str, Any]:
    """The JSON object of a request's body.

    Raises
    ------
    TooLarge
        If it is larger than a limit.
    UsageError
        If it is none.
    """
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > limits.request_bytes:
            most = byte_size(limits.request_bytes)
            raise TooLarge(f"the request is larger than {most} (Limits.request_bytes); say less")
    try:
        said = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise UsageError("the request is not a JSON object; see docs/serve.md")
    return said


def _table(said: dict[str, Any], name: str) -> dict[str, Any]:
    table = said.get(name, {})
    if not isinstance(table, dict):
        raise UsageError(f"'{name}' is not a table; see docs/serve.md")
    return table


async def _refused(request: Request, error: Exception) -> Response:
    status, content = told(cast("PinrenderError", error))
    headers = {"Retry-After": "2"} if status == 503 else {}
    return JSONResponse(content, status, headers=headers)


async def _unrouted(request: Request, error: Exception) -> Response:
    """No such address, or not by this method."""
    status = cast("HTTPException", error).status_code
    words = {404: "there is nothing at this address", 405: "this address is not asked like that"}
    message = words.get(status, "the request cannot be understood")
    return JSONResponse({"error": {"kind": "request", "message": message, "exit_code": 1}}, status)


async def _system(request: Request, error: Exception) -> Response:
    """The system refused something; the message names no place of this machine."""
    message = cast("OSError", error).strerror or type(error).__name__
    return JSONResponse({"error": {"kind": "system", "message": message, "exit_code": 1}}, 507)


async def _faulty(request: Request, error: Exception) -> Response:
    """A fault of ours; the terminal that runs the server shows where."""
    message = "something is wrong in pinrender itself; the terminal that runs it says where"
    return JSONResponse({"error": {"kind": "server", "message": message, "exit_code": 1}}, 500)
