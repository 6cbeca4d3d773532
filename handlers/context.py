"""Who asks: what every handler needs to know about an update, read once."""

from dataclasses import dataclass, replace
from typing import Self

from telegram import Chat, Message, Update, User

from bot.domain.deep_links import Links, links_of
from bot.domain.ids import ChatId
from bot.domain.subscriber import Chat as AskingChat
from bot.domain.subscriber import ChatKind, Language, Subscriber
from bot.services.ports import Transactions
from bot.telegram.reply import ReplyTo
from bot.views.words import Words
from handlers.feature import as_myself

GENERAL = 1
"""Some servers give General this number, which none of them takes on a send."""


@dataclass(frozen=True, slots=True)
class Asked:
    """`subscriber` is the chat's, None for a chat that keeps nothing here. `text` is what was typed
    after the command, spaces made single; empty for a button. `anonymous` says that the sender wrote in
    the group's own name, so nobody knows who it was. `links` lead to this bot, as far as its name is known.
    """

    chat_id: ChatId
    kind: ChatKind
    to: ReplyTo
    words: Words
    subscriber: Subscriber | None
    sender_id: int | None = None
    text: str = ""
    anonymous: bool = False
    links: Links | None = None

    @property
    def in_group(self) -> bool:
        return self.kind is not ChatKind.PRIVATE

    @property
    def thread(self) -> int | None:
        return self.to.thread

    @property
    def chat(self) -> AskingChat:
        return AskingChat(self.chat_id, self.kind, self.words.language, self.thread)

    @property
    def further(self) -> ReplyTo:
        """For another message of the same answer: no second acknowledgement, no second quote."""
        return replace(self.to, press_id=None, quote=None)

    @property
    def unquoted(self) -> ReplyTo:
        """For what is said to all of the group."""
        return ReplyTo(self.chat_id, self.thread)

    def reading(self, language: str) -> Self:
        """With the language of the screen that was acted on, as long as the chat has chosen none."""
        if self.subscriber is not None or language not in set(Language):
            return self
        return self.speaking(Language(language))

    def speaking(self, language: Language) -> Self:
        return replace(self, words=Words(language))


@dataclass(frozen=True, slots=True)
class Asking:
    transactions: Transactions
    default_language: Language

    async def of(self, update: Update) -> Asked:
        """Only for updates that `Gate` let through: they come from a chat."""
        chat = update.effective_chat
        assert chat is not None
        async with self.transactions.read() as tx:
            subscriber = await tx.subscribers.by_chat(ChatId(chat.id))
        return self._asked(update, chat, subscriber)

    def stranger(self, update: Update) -> Asked:
        """The same without a look into the database, for when that is what failed."""
        chat = update.effective_chat
        assert chat is not None
        return self._asked(update, chat, None)

    def _asked(self, update: Update, chat: Chat, subscriber: Subscriber | None) -> Asked:
        sender = update.effective_user
        language = subscriber.language if subscriber else self.app_language(sender)
        return Asked(
            chat_id=ChatId(chat.id),
            kind=ChatKind(chat.type),
            to=reply_to(update, chat),
            words=Words(language),
            subscriber=subscriber,
            sender_id=sender.id if sender else None,
            text=typed_text(update),
            anonymous=update.message is not None and update.message.sender_chat is not None,
            links=links_of(update.get_bot().username),
        )

    def app_language(self, sender: User | None) -> Language:
        """The app's language serves the reply and is not stored."""
        code = ((sender.language_code if sender else None) or "").lower().replace("_", "-").partition("-")[0]
        return Language(code) if code in set(Language) else self.default_language


def reply_to(update: Update, chat: Chat) -> ReplyTo:
    query = update.callback_query
    carrier = query.message if query else update.message
    message = carrier if isinstance(carrier, Message) else None
    in_thread = (
        message is not None and bool(message.is_topic_message) and message.message_thread_id != GENERAL
    )
    return ReplyTo(
        chat_id=ChatId(chat.id),
        thread=message.message_thread_id if message and in_thread else None,
        quote=message.message_id if message and not query and chat.type != Chat.PRIVATE else None,
        press_id=query.id if query else None,
        pressed=message.message_id if message and query else None,
    )


def typed_text(update: Update) -> str:
    """What stands after the command that was typed, or that a press carries."""
    own = as_myself(update)
    return own.typed if own is not None else argument(update.message)


def argument(message: Message | None) -> str:
    """What stands after the command, `A7F3` for `/check_A7F3`; the whole text where there is no command.

    Spaces are made single.
    """
    words = ((message.text if message else None) or "").split()
    if not words or not words[0].startswith("/"):
        return " ".join(words)
    joined = words[0].partition("@")[0].partition("_")[2]
    return " ".join([joined, *words[1:]]).strip()
