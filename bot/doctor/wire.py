"""Telegram: reached, the token good, the clocks alike, and the bot's switches as they should be."""

from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from bot.clock import real_now
from bot.doctor.findings import Finding, fails, fine, warning
from bot.doctor.given import Given
from bot.domain.broadcast import TokenRefused
from bot.domain.subscriber import Language
from bot.services.identity import BOT_ID
from bot.telegram.transport import CallFailed, Transport
from bot.views.commands import Menu

WHERE_FROM = (
    "get one from @BotFather in Telegram (https://t.me/BotFather, /newbot) and set BOT_TOKEN; "
    "to try the bot without Telegram: python -m bot tour"
)
SECONDS = 10.0
A_LITTLE, TOO_FAR = 5.0, 60.0
"""Seconds between the clocks; the header that is compared tells whole seconds."""


async def of_telegram(given: Given, stamped: Mapping[str, str]) -> AsyncIterator[Finding]:
    """`stamped` is what the database says about itself."""
    if given.token is None:
        yield fails("token", "BOT_TOKEN is not set", WHERE_FROM)
    clock = await _clock(given.api_url)
    yield clock
    if given.token is None:
        return
    async with Transport(given.api_url, given.token) as transport:
        me = await _me(transport)
        if isinstance(me, Finding):
            yield me
            return
        yield fine("token", "taken by Telegram")
        yield _identity(me, stamped)
        yield await _webhook(transport)
        for finding in _switches(me):
            yield finding
        yield await _menus(transport, given.default_language)


async def _clock(api_url: str) -> Finding:
    """From the header of an answer to nothing in particular: the token is not in that address."""
    advice = "check the network, a firewall, and BOT_API_URL"
    try:
        async with httpx.AsyncClient(timeout=SECONDS, trust_env=False) as client:
            asked = real_now()
            answer = await client.head(f"{api_url}/")
            answered = real_now()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return fails("clock", f"Telegram is not reached ({type(error).__name__})", advice)
    told = _dated(answer.headers.get("date"))
    if told is None:
        return warning("clock", "the server does not tell the time", "compare this machine's clock yourself")
    # The header leaves out the part of a second that has passed.
    apart = max((asked - told).total_seconds() - 1, (told - answered).total_seconds(), 0.0)
    said = f"{apart:.0f} s from Telegram's"
    if apart > TOO_FAR:
        return fails("clock", said, "set this machine's clock (NTP): alerts would go out at wrong times")
    return (
        warning("clock", said, "set this machine's clock (NTP)") if apart > A_LITTLE else fine("clock", said)
    )


def _dated(header: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(header) if header else None
    except ValueError:
        return None


async def _me(transport: Transport) -> dict[str, Any] | Finding:
    try:
        me = await transport.call("getMe")
    except CallFailed as failed:
        if isinstance(failed.outcome, TokenRefused):
            return fails("token", "refused by Telegram", "copy it again from @BotFather (/mybots, API Token)")
        outcome = type(failed.outcome).__name__
        return fails(
            "token", f"not tried: no answer ({outcome})", "check the network and BOT_API_URL, try again"
        )
    if not isinstance(me, dict) or not isinstance(me.get("id"), int):
        return fails("token", "the server does not answer like a Bot API", "check BOT_API_URL")
    return me


def _identity(me: Mapping[str, Any], stamped: Mapping[str, str]) -> Finding:
    owner = stamped.get(BOT_ID)
    if owner is None:
        return fine("identity", "no database belongs to a bot yet; the first run stamps it")
    if owner != str(me["id"]):
        return fails(
            "identity", "the database belongs to another bot than the token", "set the right one of the two"
        )
    return fine("identity", "the database is this bot's")


async def _webhook(transport: Transport) -> Finding:
    known = await _asked(transport, "getWebhookInfo")
    if not isinstance(known, dict):
        return warning("webhook", "could not be asked for", "try again")
    if known.get("url"):
        return fails(
            "webhook",
            "set, but not by this program: updates go there",
            "`run` removes it. If you did not set it, somebody has the token: revoke it at @BotFather",
        )
    return fine("webhook", "none")


def _switches(me: Mapping[str, Any]) -> Iterator[Finding]:
    if me.get("can_read_all_group_messages"):
        yield warning(
            "privacy mode", "off: in groups the bot is sent all messages", "@BotFather, /setprivacy: Enable"
        )
    else:
        yield fine("privacy mode", "on: in groups the bot is sent only what is for it")
    if me.get("can_join_groups", True):
        yield fine("groups", "it can be added to groups")
    else:
        yield warning("groups", "it cannot be added to groups", "@BotFather, /setjoingroups: Enable")
    if me.get("supports_inline_queries"):
        yield fine("inline mode", "on")
    else:
        yield warning(
            "inline mode",
            "off: cards cannot be called up in other chats",
            "@BotFather, /setinline, if wanted",
        )


async def _menus(transport: Transport, default: Language) -> Finding:
    missing = 0
    for scope in Menu:
        for language in Language:
            code = None if language is default else language.value
            asked = {"scope": {"type": scope}, "language_code": code}
            missing += not await _asked(transport, "getMyCommands", asked)
    if missing:
        return warning(
            "menus", f"{missing} of {len(Menu) * len(Language)} are not set", "`run` sets them at its start"
        )
    return fine("menus", "set, in both languages")


async def _asked(transport: Transport, method: str, parameters: Mapping[str, object] | None = None) -> Any:
    try:
        return await transport.call(method, parameters)
    except CallFailed:
        return None
