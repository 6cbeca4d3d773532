"""What never reaches a feature: other people's words, machines, old versions of a message, floods."""

from dataclasses import dataclass, field

from telegram import Chat, InlineQuery, Message, Update
from telegram.ext import ApplicationHandlerStop, TypeHandler

from bot.domain.errors import Refusal
from bot.domain.spoken import command_of
from bot.domain.subscriber import ChatKind
from bot.telegram.limits import CommandLimits, Verdict
from bot.telegram.reply import Replies
from bot.views import refusals
from bot.views.callbacks import AskDelete, DeleteData, StopAlerts
from handlers.context import Asked, Asking
from handlers.feature import AnyContext, AnyHandler, as_myself
from handlers.moving import move_in

ONLY_IN_PRIVATE = "only-in-private"
SEARCHES_PER_MINUTE = 90
_LEAVING = frozenset({"stop", "delete"})
_LEAVING_BUTTONS = frozenset(button.prefix for button in (StopAlerts, AskDelete, DeleteData))
IMPOSTORS = frozenset({777000, 1087968824, 136817688})
"""Ids that stand for others: Telegram's service, anonymous administrators, channels."""


@dataclass(frozen=True, slots=True)
class Gate:
    """Registered before all features, in a group of its own: whoever it stops is seen by none of them."""

    asking: Asking
    replies: Replies
    limits: CommandLimits
    leaving: CommandLimits = field(default_factory=CommandLimits)
    """Of /stop and /delete, which are a person's right also while everything else is met with silence."""
    searching: CommandLimits = field(default_factory=lambda: CommandLimits(per_minute=SEARCHES_PER_MINUTE))
    """Of inline queries; apps send one with nearly every letter."""

    @property
    def handlers(self) -> list[AnyHandler]:
        return [TypeHandler(Update, self.on_any)]

    async def on_any(self, update: Update, _context: AnyContext) -> None:
        if update.my_chat_member is not None or move_in(update) is not None:
            return
        if update.inline_query is not None:
            self._let_search(update.inline_query)
            return
        sender = trusted_sender(update)
        forwarder = forwarder_of(update) if sender is None else None
        if sender is None and forwarder is None:
            raise ApplicationHandlerStop
        await self._let_in(update, sender or forwarder or 0)
        if forwarder is not None:
            raise Refusal("forwarded")

    def _let_search(self, query: InlineQuery) -> None:
        """Whoever floods sees nothing found: there is no chat to say more in."""
        sender = query.from_user
        if sender.is_bot or self.searching.take(sender.id) is not Verdict.ALLOWED:
            raise ApplicationHandlerStop

    async def _let_in(self, update: Update, sender: int) -> None:
        if not speaks_to_us(update):
            return
        if asks_to_leave(update) and self.leaving.take(sender) is Verdict.ALLOWED:
            return
        verdict = self.limits.take(sender)
        if verdict is Verdict.NOTICE:
            asked = await self.asking.of(update)
            await self.replies.send(asked.to, refusals.too_many(asked.words))
        if verdict is not Verdict.ALLOWED:
            raise ApplicationHandlerStop


def trusted_sender(update: Update) -> int | None:
    """Who is behind a first-hand message or press: a person's id, or a group's own id where its
    administrators write in its name; None for everything that must have no effect.
    """
    sender, chat = _sender(update), update.effective_chat
    if sender is None or chat is None or chat.type not in set(ChatKind):
        return None
    return sender if chat.type != Chat.PRIVATE or _in_person(update, chat) else None


def _in_person(update: Update, chat: Chat) -> bool:
    """A private chat has its person's own number, so nobody else speaks there."""
    person = update.effective_user
    return person is not None and person.id == chat.id and person.id not in IMPOSTORS


def _sender(update: Update) -> int | None:
    message, query = update.message, update.callback_query
    if query is not None:
        return None if query.from_user.is_bot else query.from_user.id
    if message is None or message.chat.type == Chat.CHANNEL:
        return None
    if message.from_user is None or second_hand(message):
        return None
    if message.sender_chat is not None:
        return message.chat.id if message.sender_chat.id == message.chat.id else None
    return None if message.from_user.is_bot else message.from_user.id


def second_hand(message: Message) -> bool:
    """Forwarded, or sent through another bot: not what the sender typed here."""
    return bool(message.forward_origin or message.is_automatic_forward or message.via_bot)


def forwarder_of(update: Update) -> int | None:
    """Who forwards something to the bot in private, likely to ask whether it is true."""
    message = update.message
    if message is None or message.chat.type != Chat.PRIVATE or message.media_group_id is not None:
        return None
    person = message.from_user
    return person.id if message.forward_origin and person and not person.is_bot else None


def speaks_to_us(update: Update) -> bool:
    """Is there something to answer, and so to count? Groups also carry what people say to each other."""
    message = update.message
    if message is None or message.chat.type == Chat.PRIVATE:
        return True
    replied = message.reply_to_message
    to_a_bot = replied is not None and replied.from_user is not None and replied.from_user.is_bot
    return to_a_bot or (message.text or "").startswith("/")


def asks_to_leave(update: Update) -> bool:
    """/stop or /delete, in whatever words, or a button of theirs."""
    if update.callback_query is not None:
        own = as_myself(update)
        if own is not None:
            return own.command in _LEAVING
        return (update.callback_query.data or "").partition(":")[0] in _LEAVING_BUTTONS
    said = ((update.message.text if update.message else None) or "").strip()
    if said.startswith("/"):
        said = said[1:].split(maxsplit=1)[0].partition("@")[0] if said[1:].strip() else ""
    return command_of(said.strip(" .!").lower()) in _LEAVING


def ensure_private(asked: Asked) -> None:
    """Personal matters are settled in a private chat only; the refusal carries a link to it."""
    if asked.in_group:
        raise Refusal(ONLY_IN_PRIVATE)


def ensure_in_person(asked: Asked) -> None:
    """Coordinators act in their private chats, in their own name; buttons and words alike."""
    ensure_private(asked)
    if asked.anonymous or asked.sender_id != asked.chat_id or asked.sender_id in IMPOSTORS:
        raise Refusal("not-a-coordinator")
