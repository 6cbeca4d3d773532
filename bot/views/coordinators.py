"""Coordinators: invites, confirmation, the list, removal. Labels, never names."""

from collections.abc import Sequence
from math import ceil

from bot.domain.coordinating import Confirmed, Invited, Listed, Redeemed, Removed, Roster
from bot.domain.coordinator import Coordinator, Role
from bot.domain.places import Place
from bot.views import where
from bot.views.buttons import act, rows
from bot.views.fitting import cut
from bot.views.office_buttons import (
    AskRemoveCoordinator,
    ConfirmCoordinator,
    RemoveCoordinator,
    ShowCoordinators,
)
from bot.views.view import Button, View
from bot.views.words import Html, Words

ON_A_PAGE = 8
LONGEST_PLACES = 90


def invited(words: Words, invited: Invited, bot_username: str) -> View:
    link = f"https://t.me/{bot_username}?start={invited.payload}"
    role = role_of(words, invited.role, invited.places)
    lines = [
        words.text("who.invited"),
        words.text("who.role", role=role),
        words.text("who.link", link=link),
        words.text("who.invited_next"),
    ]
    return View("\n".join(lines))


def redeemed(words: Words, redeemed: Redeemed) -> View:
    """For who opened the link: what they are, what is kept, and what is still missing."""
    who = redeemed.coordinator
    if redeemed.more:
        return asks_for_more(words, redeemed)
    if who.is_active:
        lines = [words.text("who.first", label=who.label), words.text("who.kept")]
        return View("\n".join([*lines, words.text("who.commands")]))
    lines = [
        words.text("who.pending", label=who.label),
        words.text("who.role", role=role_of(words, who.role, redeemed.places)),
        words.text("who.pending_next", label=who.label),
        words.text("who.kept"),
    ]
    return View("\n".join(lines))


def asks_for_more(words: Words, redeemed: Redeemed) -> View:
    """For a coordinator who opened a link with more places."""
    who = redeemed.coordinator
    lines = [
        words.text("who.more_pending", label=who.label),
        words.text("who.role", role=role_of(words, who.role, redeemed.places)),
        words.text("who.pending_next", label=who.label),
    ]
    return View("\n".join(lines))


def to_confirm(words: Words, redeemed: Redeemed) -> View:
    """For who may confirm."""
    who = redeemed.coordinator
    lines = [
        words.text("who.more_waits" if redeemed.more else "who.waits", label=who.label),
        words.text("who.role", role=role_of(words, who.role, redeemed.places)),
        words.text("who.waits_how", label=who.label),
    ]
    return View("\n".join(lines), rows(_confirm(words, who)))


def confirmed(words: Words, confirmed: Confirmed) -> View:
    who = confirmed.coordinator
    lines = [
        words.text("who.more_confirmed" if confirmed.more else "who.confirmed", label=who.label),
        words.text("who.role", role=role_of(words, who.role, confirmed.places)),
    ]
    if confirmed.alone:
        lines.append(words.text("who.confirmed_alone"))
    return View("\n".join(lines))


def you_are_confirmed(words: Words, confirmed: Confirmed) -> View:
    who = confirmed.coordinator
    lines = [
        words.text("who.you_more_confirmed" if confirmed.more else "who.you_confirmed", label=who.label),
        words.text("who.role", role=role_of(words, who.role, confirmed.places)),
    ]
    if not (who.is_operator or confirmed.more):
        lines.append(words.text("who.approve_later"))
    return View("\n".join([*lines, words.text("who.commands")]))


def roster(words: Words, roster: Roster, page: int = 1) -> View:
    """`page` from 1; beyond the last it is the last."""
    pages = max(1, ceil(len(roster.listed) / ON_A_PAGE))
    page = min(max(page, 1), pages)
    shown = roster.listed[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    lines = [words.count("who.roster", len(roster.listed))]
    lines += [_line(words, each) for each in shown]
    if pages > 1:
        lines.append(_page(words, page, pages))
    lines.append(words.text("who.roster_how"))
    buttons: list[Button | None] = []
    if roster.of.is_operator:
        lines.append(words.text("who.roster_remove"))
        others = [each for each in shown if each.coordinator.id != roster.of.id]
        buttons += [_confirm(words, each.coordinator) for each in others if each.waits]
        buttons += [_ask_remove(words, each.coordinator) for each in others]
    if page > 1:
        buttons.append(act(words, "button.previous_page", ShowCoordinators(page - 1)))
    if page < pages:
        buttons.append(act(words, "button.next_page", ShowCoordinators(page + 1)))
    return View("\n".join(lines), rows(*buttons))


def ask_remove(words: Words, listed: Listed) -> View:
    who = listed.coordinator
    lines = [
        words.text("who.remove_ask", label=who.label),
        words.text("who.role", role=role_of(words, who.role, listed.places)),
        words.text("who.remove_what"),
        words.text("who.remove_how", label=who.label),
    ]
    remove = act(words, "button.remove_coordinator", RemoveCoordinator(who.label), label=who.label)
    return View("\n".join(lines), rows(remove, act(words, "button.back", ShowCoordinators(1))))


def removed(words: Words, removed: Removed) -> View:
    """For the operator who did it, and for the others of the place."""
    who = removed.coordinator
    lines = [
        words.text("who.removed", label=who.label, by=removed.by.label),
        words.text("who.role", role=role_of(words, who.role, removed.places)),
        words.text("who.voided", number=words.number(removed.voided)),
    ]
    return View("\n".join(lines))


def you_are_removed(words: Words) -> View:
    return View(words.text("who.you_removed"))


def role_of(words: Words, role: Role, places: Sequence[Place]) -> Html:
    if role is Role.OPERATOR:
        return words.text("who.operator")
    return words.text("who.coordinator", places=cut(named(words, places), LONGEST_PLACES))


def named(words: Words, places: Sequence[Place]) -> str:
    return "; ".join(where.named(words, place) for place in places)


def _line(words: Words, listed: Listed) -> Html:
    who = listed.coordinator
    key = "who.line" if who.is_active else "who.line_pending"
    line = words.text(key, label=who.label, role=role_of(words, who.role, listed.places))
    if not listed.asks:
        return line
    more = words.text("who.line_asks", places=cut(named(words, listed.asks), LONGEST_PLACES))
    return Html(f"{line}; {more}")


def _page(words: Words, page: int, pages: int) -> Html:
    if page == pages:
        return words.text("who.last_page", page=page, pages=pages)
    command = f"/coordinators {words.plain('answer.page_typed', page=page + 1)}"
    return words.text("answer.page", page=page, pages=pages, command=command)


def _confirm(words: Words, who: Coordinator) -> Button:
    return act(words, "button.confirm_coordinator", ConfirmCoordinator(who.label), label=who.label)


def _ask_remove(words: Words, who: Coordinator) -> Button:
    return act(words, "button.remove_coordinator", AskRemoveCoordinator(who.label), label=who.label)
