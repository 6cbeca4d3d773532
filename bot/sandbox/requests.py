"""One HTTP request to the API, read in whichever of its encodings it came."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.types import Receive, Scope

from bot.sandbox.errors import bad_request
from bot.sandbox.params import Params, Upload


async def read(scope: Scope, receive: Receive) -> Params:
    values: dict[str, Any] = dict(_pairs(scope["query_string"]))
    content_type = next((value for name, value in scope["headers"] if name == b"content-type"), b"")
    if content_type.startswith(b"multipart/form-data"):
        return await _multipart(scope, receive, values)
    body = await _body(receive)
    if content_type.startswith(b"application/json"):
        values |= _json(body)
    elif body:
        values |= _pairs(body)
    return Params(values)


async def _body(receive: Receive) -> bytes:
    pieces = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ConnectionAbortedError
        pieces.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(pieces)


def _pairs(raw: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(raw.decode(), keep_blank_values=True, errors="strict") if raw else []
    except UnicodeDecodeError:
        raise bad_request("strings must be encoded in UTF-8") from None


def _json(body: bytes) -> dict[str, Any]:
    try:
        values = json.loads(body)
    except ValueError:
        values = None
    if not isinstance(values, dict):
        raise bad_request("can't parse request JSON object")
    return values


async def _multipart(scope: Scope, receive: Receive, values: dict[str, Any]) -> Params:
    files: dict[str, Upload] = {}
    async with Request(scope, receive).form() as form:
        for key, value in form.multi_items():
            if isinstance(value, UploadFile):
                mime_type = value.content_type or "application/octet-stream"
                files[key] = Upload(value.filename or key, mime_type, await value.read())
            else:
                values[key] = value
    return Params(values, files)
