"""/announce, /draft, /drafts, their buttons, and the replies to what a draft asks."""

import re
from dataclasses import dataclass

from telegram import Message, Update
from telegram.ext import BaseHandler

from bot.domain.announcement import AnnouncementState
from bot.domain.announcing.drafted import Drafted, FarPin
from bot.domain.announcing.fields import Field, field_called
from bot.domain.errors import Refusal, StaleButton
from bot.domain.places import Coordinates
from bot.domain.subscriber import Language
from bot.domain.typed import is_yes
from bot.services.areas import area_of_draft
from bot.services.drafting import Drafting
from bot.services.ports import Clock
from bot.services.ports.places import PlaceFinder
from bot.services.submitting import Submitting
from bot.telegram.reply import Replies
from bot.views import change_drafts, draft_preview, drafts
from bot.views.draft_buttons import (
    AskFact,
    KeepPin,
    PreviewDraft,
    PutFact,
    PutTime,
    SubmitDraft,
    WithdrawDraft,
)
from bot.views.view import View
from bot.views.words import Words
from handlers.context import Asked, Asking
from handlers.feature import AnyContext, AnyHandler, OnUpdate, Pressed, Typed, data_of
from handlers.guards import ensure_in_person

_PREVIEW = frozenset({"preview", "vista", "previa", "ver"})
_SUBMIT = frozenset({"submit", "propose", "enviar", "proponer", "revision", "revisión", "yes", "si", "sí"})
_WITHDRAW = frozenset({"withdraw", "discard", "delete", "descartar", "retirar", "borrar"})
_COMMAND = re.compile(r"/\S+\s*")


class Answered(BaseHandler[Update, AnyContext, None]):
    """A text or location in reply to a question about a draft, in a private chat."""

    def __init__(self, callback: OnUpdate) -> None:
        super().__init__(callback)

    def check_update(self, update: object) -> bool:
        if not isinstance(update, Update) or update.message is None:
            return False
        message = update.message
        return _question(message) is not None and bool(
            message.location or (message.text and not message.text.startswith("/"))
        )


@dataclass(frozen=True, slots=True)
class AnnouncingHandlers:
    """Registered before everything that takes replies and locations of any kind."""

    asking: Asking
    replies: Replies
    drafting: Drafting
    submitting: Submitting
    places: PlaceFinder
    clock: Clock

    @property
    def handlers(self) -> list[AnyHandler]:
        return [
            Typed("announce", self.on_announce),
            Typed("drafts", self.on_drafts),
            Typed("draft", self.on_draft, joined=True),
            Answered(self.on_answer),
            Pressed(AskFact, self.on_ask),
            Pressed(PutFact, self.on_put),
            Pressed(PutTime, self.on_put_time),
            Pressed(KeepPin, self.on_keep_pin),
            Pressed(PreviewDraft, self.on_preview),
            Pressed(SubmitDraft, self.on_submit),
            Pressed(WithdrawDraft, self.on_withdraw),
        ]

    async def on_announce(self, update: Update, _context: AnyContext) -> None:
        asked = await self._asked(update)
        found = await self.drafting.begin(asked.chat_id, pasted(update), asked.words.language)
        await self.show(asked, found)

    async def on_drafts(self, update: Update, _context: AnyContext) -> None:
        asked = await self._asked(update)
        found = await self.drafting.open_ones(asked.chat_id)
        await self.replies.send(asked.to, drafts.open_drafts(asked.words, found))

    async def on_draft(self, update: Update, _context: AnyContext) -> None:
        """`/draft CODE`, with a fact, with what to do, or with the fact to be asked for."""
        asked = await self._asked(update)
        code, _, said = asked.text.partition(" ")
        if not code:
            await self.on_drafts(update, _context)
            return
        if not said:
            await self.show(asked, await self.drafting.show(asked.chat_id, code))
        elif not await self.told(asked, code, said):
            await self._put_typed(asked, code, said)

    async def told(self, asked: Asked, code: str, said: str) -> bool:
        """Preview, submit or withdraw, if that is what was said."""
        verb = said.casefold()
        if verb in _PREVIEW or verb == "vista previa":
            await self._preview(asked, code)
        elif verb in _SUBMIT:
            await self._submit(asked, code)
        elif verb.partition(" ")[0] in _SUBMIT and is_yes(verb.partition(" ")[2]):
            await self._submit(asked, code, despite=True)
        elif verb in _WITHDRAW:
            await self._withdraw(asked, code)
        else:
            return False
        return True

    async def on_answer(self, update: Update, _context: AnyContext) -> None:
        message = update.message
        question = _question(message) if message else None
        assert message is not None
        assert question is not None
        code, field, language = question
        asked = (await self._asked(update)).speaking(language)
        if message.location is not None:
            if field is not Field.PIN:
                raise Refusal("draft-pin", typed=field.value)
            spot = Coordinates(message.location.latitude, message.location.longitude)
            await self._pinned(asked, await self.drafting.put_pin(asked.chat_id, code, spot))
            return
        await self._put(asked, code, field, asked.text)

    async def on_ask(self, update: Update, _context: AnyContext) -> None:
        asked = await self._asked(update)
        button = AskFact.parse(data_of(update))
        if button.field not in set(Field):
            raise StaleButton
        found = await self.drafting.show(asked.chat_id, button.code)
        await self.replies.send(asked.to, drafts.ask(asked.words, found, Field(button.field)))

    async def on_put(self, update: Update, _context: AnyContext) -> None:
        asked = await self._asked(update)
        button = PutFact.parse(data_of(update))
        await self._put(asked, button.code, button.fact, button.value, button.revision)

    async def on_put_time(self, update: Update, _context: AnyContext) -> None:
        asked = await self._asked(update)
        button = PutTime.parse(data_of(update))
        found = await self.drafting.choose_time(asked.chat_id, button.code, button.revision, button.when)
        await self.show(asked, found)

    async def on_keep_pin(self, update: Update, _context: AnyContext) -> None:
        asked = await self._asked(update)
        button = KeepPin.parse(data_of(update))
        kept = await self.drafting.put_pin(asked.chat_id, button.code, button.pin, button.revision, far=True)
        await self._pinned(asked, kept)

    async def on_preview(self, update: Update, _context: AnyContext) -> None:
        asked = await self._asked(update)
        button = PreviewDraft.parse(data_of(update))
        await self._preview(asked, button.code, button.revision)

    async def on_submit(self, update: Update, _context: AnyContext) -> None:
        asked = await self._asked(update)
        button = SubmitDraft.parse(data_of(update))
        await self._submit(asked, button.code, button.revision, button.digest)

    async def on_withdraw(self, update: Update, _context: AnyContext) -> None:
        asked = await self._asked(update)
        button = WithdrawDraft.parse(data_of(update))
        await self._withdraw(asked, button.code, button.revision)

    async def _asked(self, update: Update) -> Asked:
        asked = await self.asking.of(update)
        ensure_in_person(asked)
        return asked

    async def _put_typed(self, asked: Asked, code: str, said: str) -> None:
        """The name of a fact has up to three words."""
        words = said.split()
        for length in (3, 2, 1):
            field = field_called(" ".join(words[:length]))
            if field is not None:
                value = " ".join(words[length:])
                if value:
                    await self._put(asked, code, field, value)
                else:
                    found = await self.drafting.show(asked.chat_id, code)
                    await self.replies.send(asked.to, drafts.ask(asked.words, found, field))
                return
        await self.drafting.show(asked.chat_id, code)
        raise Refusal("draft-fact-unknown", typed=said)

    async def _put(
        self, asked: Asked, code: str, field: Field, typed: str, revision: int | None = None
    ) -> None:
        language = asked.words.language
        found = await self.drafting.put(asked.chat_id, code, field, typed, language, revision)
        await self.show(asked, found)

    async def _pinned(self, asked: Asked, found: Drafted | FarPin) -> None:
        if isinstance(found, FarPin):
            await self.replies.send(asked.to, drafts.far_pin(asked.words, found))
        else:
            await self.show(asked, found)

    async def show(self, asked: Asked, found: Drafted) -> None:
        """What was read, and below it the next question; of a clear change, what people would read."""
        if found.is_ready and found.announcement.state is AnnouncementState.DRAFT:
            await self._preview(asked, found.announcement.code)
            return
        question = drafts.question(asked.words, found)
        await self._send(asked, drafts.draft(asked.words, found), *([question] if question else []))

    async def _preview(self, asked: Asked, code: str, revision: int | None = None) -> None:
        preview = await self.submitting.preview(asked.chat_id, code, revision)
        if preview.before is None:
            control = draft_preview.control(asked.words, preview)
        else:
            control = change_drafts.control(asked.words, preview)
        arriving = [draft_preview.delivered(Words(language), preview) for language in Language]
        if preview.before is not None and change_drafts.tells_nobody(preview):
            arriving = [change_drafts.known_already(asked.words, preview)]
        await self._send(asked, *arriving, control)

    async def _submit(
        self,
        asked: Asked,
        code: str,
        revision: int | None = None,
        digest: str | None = None,
        *,
        despite: bool = False,
    ) -> None:
        one = await self.submitting.submit(asked.chat_id, code, revision, digest, despite=despite)
        area = area_of_draft(one.draft, self.places)
        assert area is not None
        await self._send(asked, draft_preview.submitted(asked.words, one, area, self.clock.now()))

    async def _withdraw(self, asked: Asked, code: str, revision: int | None = None) -> None:
        one = await self.drafting.withdraw(asked.chat_id, code, revision)
        await self._send(asked, drafts.withdrawn(asked.words, one.code))

    async def _send(self, asked: Asked, *views: View) -> None:
        to = asked.to
        for view in views:
            await self.replies.send(to, view)
            to = asked.further


def _question(message: Message) -> drafts.Asked | None:
    """Which question of the bot's own this message replies to."""
    asked = message.reply_to_message
    if asked is None or asked.from_user is None or asked.from_user.id != message.get_bot().id:
        return None
    return drafts.asked_in(asked.text or "")


def pasted(update: Update) -> str:
    """What follows the command, with the line breaks that tell the facts of a pasted message apart."""
    text = (update.message.text if update.message else None) or ""
    return _COMMAND.sub("", text, count=1).strip()
