"""Messages from the bot: checked as Telegram checks them, then put into the chat."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from bot.sandbox import markup
from bot.sandbox.chats import Chat
from bot.sandbox.errors import bad_request
from bot.sandbox.formatting import CAPTION, formatted
from bot.sandbox.messages import Sent
from bot.sandbox.params import Params
from bot.sandbox.world import World

_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"RIFF")
_ACTIONS = {"typing", "upload_document", "find_location", "choose_sticker", "upload_photo"}


def writable_chat(world: World, params: Params) -> Chat:
    chat = world.find(params.text("chat_id"))
    refusal = chat.refusal() or chat.thread_refusal(params.integer("message_thread_id"))
    if refusal is not None:
        raise refusal
    return chat


def send_message(world: World, params: Params) -> Sent:
    chat = writable_chat(world, params)
    text, entities = formatted(params)
    params.object("link_preview_options")
    html = params.text("text")
    return _posted(world, chat, params, text=text, html=html, entities=entities)


def send_document(world: World, params: Params) -> Sent:
    chat = writable_chat(world, params)
    upload = params.files.get("document")
    if upload is None:
        raise bad_request("there is no document in the request")
    if not upload.content:
        raise bad_request("file must be non-empty")
    identity = uuid4().hex
    document = {
        "file_id": f"BQAC{identity}",
        "file_unique_id": identity[:12],
        "file_name": upload.name,
        "mime_type": upload.mime_type,
        "file_size": len(upload.content),
    }
    return _posted(world, chat, params, content={"document": document}, document=upload, **_captioned(params))


def send_photo(world: World, params: Params) -> Sent:
    """A picture of the formats that Telegram reads, by their first bytes; its size is not looked at."""
    chat = writable_chat(world, params)
    upload = params.files.get("photo")
    if upload is None:
        raise bad_request("there is no photo in the request")
    if not upload.content.startswith(_PICTURES):
        raise bad_request("IMAGE_PROCESS_FAILED")
    identity = uuid4().hex
    size = {"file_id": f"AgAC{identity}", "file_unique_id": identity[:12], "width": 800, "height": 800}
    content = {"photo": [size | {"file_size": len(upload.content)}]}
    return _posted(world, chat, params, content=content, document=upload, **_captioned(params))


def _captioned(params: Params) -> dict[str, Any]:
    if not params.text("caption"):
        return {}
    text, entities = formatted(params, CAPTION)
    return {"text": text, "html": params.text("caption"), "entities": entities}


def send_location(world: World, params: Params) -> Sent:
    chat = writable_chat(world, params)
    return _posted(world, chat, params, content={"location": _location(params)})


def send_venue(world: World, params: Params) -> Sent:
    chat = writable_chat(world, params)
    location = _location(params)
    named = {key: params.text(key) for key in ("title", "address")}
    for key, value in named.items():
        if not value:
            phrase = f"venue {key} must be non-empty"
            raise bad_request(phrase)
    content = {"location": location, "venue": {"location": location} | named}
    return _posted(world, chat, params, content=content)


def send_chat_action(world: World, params: Params) -> bool:
    writable_chat(world, params)
    if params.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True


def _posted(world: World, chat: Chat, params: Params, **fields: Any) -> Sent:
    return world.post(
        chat,
        world.bot,
        markup=markup.parse(params.structure("reply_markup"), private=chat.kind == "private"),
        reply_to=_replied(chat, params),
        thread=params.integer("message_thread_id"),
        silent=params.flag("disable_notification"),
        **fields,
    )


def _replied(chat: Chat, params: Params) -> Sent | None:
    reply = params.object("reply_parameters")
    if "message_id" not in reply:
        return None
    found = chat.messages.get(reply["message_id"])
    if found is not None and not found.deleted:
        return found
    if reply.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def _location(params: Params) -> dict[str, float]:
    latitude, longitude = params.number("latitude"), params.number("longitude")
    if latitude is None or longitude is None or not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad_request("wrong location specified")
    return {"latitude": latitude, "longitude": longitude}
