"""Changes to what the bot has said, and answers to presses."""

from __future__ import annotations

from bot.sandbox import markup, utf16
from bot.sandbox.errors import bad_request
from bot.sandbox.formatting import formatted
from bot.sandbox.markup import Markup
from bot.sandbox.messages import Sent
from bot.sandbox.params import Params
from bot.sandbox.world import World

_DELETABLE_SECONDS = 48 * 3600
_TOAST_LIMIT = 200


def edit_message_text(world: World, params: Params) -> Sent:
    sent = _own_message(world, params)
    if sent.content:
        raise bad_request("there is no text in the message to edit")
    text, entities = formatted(params)
    keyboard = _keyboard(params, sent)
    if (text, entities, _raw(keyboard)) == (sent.text, sent.entities, _raw(sent.markup)):
        raise _not_modified()
    world.edit(sent, text=text, html=params.text("text"), entities=entities, markup=keyboard)
    return sent


def edit_message_reply_markup(world: World, params: Params) -> Sent:
    sent = _own_message(world, params)
    keyboard = _keyboard(params, sent)
    if _raw(keyboard) == _raw(sent.markup):
        raise _not_modified()
    world.edit(sent, text=sent.text, html=sent.html, entities=sent.entities, markup=keyboard)
    return sent


def delete_message(world: World, params: Params) -> bool:
    chat = world.find(params.text("chat_id"))
    refusal = chat.refusal()
    if refusal is not None:
        raise refusal
    sent = world.message(chat, params.integer("message_id"), "message to delete not found")
    own = sent.sender is world.bot or chat.kind == "private"
    if not (own or chat.bot == "administrator"):
        raise bad_request("message can't be deleted")
    if world.now().timestamp() - sent.date > _DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    sent.deleted = True
    return True


def answer_callback_query(world: World, params: Params) -> bool:
    text = params.text("text")
    if utf16.length(text) > _TOAST_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    world.answer(params.text("callback_query_id"), text, alert=params.flag("show_alert"))
    return True


def _own_message(world: World, params: Params) -> Sent:
    message_id = params.integer("message_id")
    if message_id is None:
        raise bad_request("message identifier is not specified")
    chat = world.find(params.text("chat_id"))
    refusal = chat.refusal()
    if refusal is not None:
        raise refusal
    sent = world.message(chat, message_id, "message to edit not found")
    if sent.sender is not world.bot:
        raise bad_request("message can't be edited")
    return sent


def _keyboard(params: Params, sent: Sent) -> Markup | None:
    """Only inline keyboards can be put under a message that already stands; none given takes it away."""
    keyboard = markup.parse(params.structure("reply_markup"), private=sent.chat.kind == "private")
    if keyboard is not None and keyboard.kind != "inline_keyboard":
        raise bad_request("inline keyboard expected")
    return keyboard


def _raw(keyboard: Markup | None) -> object:
    return keyboard.raw if keyboard is not None else None


def _not_modified() -> Exception:
    return bad_request(
        "message is not modified: specified new message content and reply markup are exactly the same "
        "as a current content and reply markup of the message"
    )
