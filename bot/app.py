"""The composition root: the one place where everything is built and put together, by constructors."""

from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import structlog
from telegram.ext import Application
from telegram.request import BaseRequest

from bot.broadcast.cards import Cards
from bot.broadcast.desk import Desk
from bot.broadcast.outbox import Outbox
from bot.broadcast.pacer import Pacer
from bot.broadcast.planner import Planner
from bot.broadcast.rehearsal import RehearsalControl
from bot.broadcast.rendering import Rendering
from bot.broadcast.scheduler import Clockwork
from bot.broadcast.sender import Sender
from bot.clock import SystemClock
from bot.domain.calendar import Entry
from bot.domain.deep_links import links_of
from bot.domain.ids import ChatId
from bot.domain.status import Status
from bot.features import Common, coordination, everybody
from bot.lifetime import Lifetime
from bot.services.audit_report import AuditReport, read_audit
from bot.services.housekeeping import Housekeeping
from bot.services.identity import Identity
from bot.services.joining import Joining
from bot.services.moving import Moving
from bot.services.ports import Clock
from bot.services.ports.places import PlaceFinder
from bot.services.status import now_of, read_status
from bot.services.subscriptions import Subscriptions
from bot.settings import Settings
from bot.telegram.application import ForgetfulApplication
from bot.telegram.inbox import Inbox
from bot.telegram.introduction import Introduction
from bot.telegram.known_bot import KnownBot
from bot.telegram.limits import CommandLimits
from bot.telegram.menus import Menus
from bot.telegram.poll import Poll
from bot.telegram.repeats import Repeats
from bot.telegram.reply import Replies
from bot.telegram.transport import CARRIES, Transport
from handlers import register
from handlers.context import Asking
from handlers.errors import ErrorAnswers
from handlers.feature import AnyApplication
from handlers.fresh import FreshPlaces
from handlers.guards import Gate
from storage.opening import Storage, looked_into, opened
from storage.secret_key import key_from_file, key_from_text

log = structlog.stdlib.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class App:
    """What runs: updates in, the clockwork, deliveries out."""

    application: AnyApplication
    poll: Poll
    clockwork: Clockwork
    outbox: Outbox
    desk: Desk

    def stop(self) -> None:
        self.outbox.stop()
        self.poll.stop()


@asynccontextmanager
async def storage_of(settings: Settings) -> AsyncIterator[Storage]:
    def key_for(database_is_new: bool) -> bytes:
        return secret_key(settings, database_is_new=database_is_new)

    async with opened(settings.database_url, key_for) as storage:
        yield storage


def secret_key(settings: Settings, *, database_is_new: bool) -> bytes:
    if settings.secret_key is not None:
        return key_from_text(settings.secret_key.get_secret_value())
    return key_from_file(settings.secret_key_file.expanduser(), database_is_new=database_is_new)


async def seed(settings: Settings, entries: Iterable[Entry]) -> int:
    """Migrate, and put the entries in; how many were new or changed."""
    async with storage_of(settings) as storage, storage.transactions.write() as tx:
        return await tx.calendar.put_all(entries)


async def status(settings: Settings) -> Status:
    """Beside a running bot, and without its key."""
    async with looked_into(settings.database_url) as transactions:
        return await read_status(transactions, await now_of(transactions), settings.approvals)


async def audit(settings: Settings, noted_head: str | None, *, verifying: bool) -> AuditReport:
    """Beside a running bot; with its key only where the macs are to be checked."""
    key = secret_key(settings, database_is_new=False) if verifying else None
    async with looked_into(settings.database_url, key) as transactions:
        return await read_audit(transactions, noted_head, verifying=verifying)


async def run(
    settings: Settings,
    token: str,
    places: PlaceFinder,
    entries: Iterable[Entry],
    show_link: Callable[[str], None],
) -> None:
    """Live until a signal. What is due is planned before the first update is taken in: see bot.broadcast.

    Where nobody operates the bot yet, `show_link` gets the link that makes the first operator.
    """
    async with Lifetime() as lifetime, AsyncExitStack() as stack:
        storage = await stack.enter_async_context(storage_of(settings))
        async with storage.transactions.write() as tx:
            await tx.calendar.put_all(entries)
        transport = await stack.enter_async_context(Transport(settings.bot_api_url, token))
        introduction = Introduction(transport)
        identity = Identity(storage.transactions)
        me = await introduction.bot()
        await identity.claim(me["id"], rehearsing=settings.rehearsing)
        await identity.note_name(me.get("username"))
        await introduction.end_webhook()
        clock, control = await _time(settings, identity)
        if control is not None:
            await stack.enter_async_context(control)
        link = await operators(settings, Joining(storage.transactions, places, clock), me)
        if link is not None:
            show_link(link)
        app = build(settings, token, me, storage, places, clock, transport, control)
        await stack.enter_async_context(app.application)
        await app.clockwork.start()
        log.info("running", rehearsal=settings.rehearsing)
        menus = Menus(transport, storage.transactions, settings.default_language)
        try:
            beside = (menus.run, app.desk.run)
            await lifetime.run((app.poll.run, app.outbox.run), app.stop, beside=beside)
        finally:
            await app.clockwork.stop()
    log.info("stopped")


async def operators(settings: Settings, joining: Joining, me: Mapping[str, Any]) -> str | None:
    """Those of the settings are operators from here on; without any, the link for the first."""
    if settings.operator_ids:
        chats = [ChatId(operator) for operator in settings.operator_ids]
        await joining.ensure_operators(chats, settings.default_language)
        return None
    payload = await joining.first_link()
    return f"https://t.me/{me['username']}?start={payload}" if payload else None


async def _time(settings: Settings, identity: Identity) -> tuple[Clock, RehearsalControl | None]:
    if not settings.rehearsing:
        return SystemClock(), None
    url = settings.rehearsal_control
    clock = await identity.rehearsal_clock(settings.rehearsal_start, 0.0 if url else settings.rehearsal_speed)
    return clock, RehearsalControl(url, clock, identity.transactions) if url else None


def build(  # noqa: PLR0913, PLR0917 - everything that has to be opened or asked before
    settings: Settings,
    token: str,
    me: Mapping[str, Any],
    storage: Storage,
    places: PlaceFinder,
    clock: Clock,
    transport: Transport,
    control: RehearsalControl | None = None,
) -> App:
    """Constructors only: nothing is asked, read or started here."""
    transactions = storage.transactions
    pacer = Pacer(settings.send_rate)
    sender = Sender(transport, pacer)
    rendering = Rendering(transactions, places.place, links_of(me.get("username")))
    cards = Cards(transactions, clock, pacer, sender, rendering.card)
    outbox = Outbox(transactions, clock, pacer, sender, rendering, cards, settings.send_rate, CARRIES)
    planner = Planner(transactions, places.place, clock)
    application = _application(token, KnownBot(me, transport.carrier), settings.bot_api_url)
    moving, repeats = Moving(transactions), Repeats()
    replies = Replies(transport, pacer, moved=moving.move)
    asking = Asking(transactions, settings.default_language)
    fresh = FreshPlaces(Subscriptions(transactions, places, clock))
    common = Common(
        asking,
        replies,
        transactions,
        storage.checkpoint,
        places,
        clock,
        settings.approvals,
        settings.send_rate,
        moving,
    )
    office = coordination(common, planner, outbox.wake, live=not settings.rehearsing)
    housekeeping = Housekeeping(transactions, clock, storage.checkpoint)
    clockwork = Clockwork(planner, outbox, clock, housekeeping, control, office.desk)
    register(
        application,
        Gate(asking, replies, CommandLimits()),
        (*office.features, *everybody(common, settings.contact)),
        ErrorAnswers(asking, replies, repeats, fresh),
    )
    poll = Poll(transport, Inbox(application.bot, application.process_update, repeats))
    return App(application, poll, clockwork, outbox, office.desk)


def _application(token: str, request: BaseRequest, api_url: str) -> AnyApplication:
    """python-telegram-bot parses updates and finds their handlers; it fetches nothing."""
    builder = Application.builder().application_class(ForgetfulApplication)
    builder = builder.token(token).base_url(f"{api_url}/bot")
    return builder.request(request).get_updates_request(request).updater(None).job_queue(None).build()
