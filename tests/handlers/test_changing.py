"""A coordinator changes what people know: one message and one tap, a second person, one notice."""

from dataclasses import replace
from datetime import datetime

import pytest

from bot.domain.announcement import AnnouncementState
from bot.domain.calendar import Status
from tests.handlers.change_scene import RALLY, SECOND, Scene
from tests.handlers.drafts import plain, reply
from tests.handlers.people import People


async def test_a_place_moves_by_one_message_and_one_tap(scene: Scene) -> None:
    english, spanish, control = await scene.bot.say("/change A7F3 moved to library steps, 50 Oak St at 3pm")
    assert plain(english.text).startswith("🔁 Changed: rally, Sat, Feb 7, 3:00 PM, Houston\n")
    assert "Now: 3:00 PM Central Time\nWas: 2:00 PM Central Time" in english.text
    assert "Now: library steps, 50 Oak St\nWas: Riverside Park, main gate" in english.text
    assert "Ahora: library steps, 50 Oak St\nAntes: Riverside Park, main gate" in spanish.text
    assert "fewer than 10" in control.text
    assert (await scene.entry()) == RALLY
    _ack, proposed = await scene.bot.press(control.buttons["Propose the change"])
    assert "is in review" in proposed.text
    _ack, approved = (await scene.approve())[:2]
    assert "It goes out at 12:03 PM Central Time" in approved.text
    after = await scene.entry()
    assert (after.venue, after.address, after.own_coordinates) == ("library steps", "50 Oak St", False)
    assert after.starts_at == datetime(2026, 2, 7, 15)  # noqa: DTZ001 - local
    assert await scene.notices() == [("change:A7F3:1", "pending")] * 3


async def test_the_same_in_spanish(scene: Scene) -> None:
    english, spanish, control = await scene.bot.say(
        "/change A7F3 se mueve a la escalinata de la biblioteca, 50 Oak St, a las 3 de la tarde",
        app_language="es",
    )
    assert "Now: escalinata de la biblioteca, 50 Oak St" in english.text
    assert "Ahora: 3:00 p.m., hora del Centro" in spanish.text
    assert "Sale 3 minutos después de la aprobación" in control.text
    _ack, proposed = await scene.bot.press(control.buttons["Proponer el cambio"], app_language="es")
    assert "en revisión" in proposed.text
    await scene.approve()
    assert (await scene.entry()).venue == "escalinata de la biblioteca"


async def test_a_street_alone_is_the_new_place_and_a_named_address_corrects_the_old_one(scene: Scene) -> None:
    english, *_ = await scene.bot.say("/change A7F3 moved to 400 Oak St")
    assert "Now: 400 Oak St\nWas: Riverside Park, main gate" in english.text
    await scene.bot.say("/change A7F3 withdraw")
    english, *_ = await scene.bot.say("/change A7F3 address 410 River St")
    assert "Now: Riverside Park, main gate, 410 River St" in english.text


@pytest.mark.parametrize("command", ["/change A7F3\n", "/change_A7F3\n", "/change a7f3 "])
async def test_labelled_lines_and_typed_submission(scene: Scene, command: str) -> None:
    english, *_ = await scene.bot.say(
        f"{command}Where: Pier Hall\nEnd: 6pm\nWhen: 3pm\nWho: Local 5; Local 6"
    )
    assert "Now: Pier Hall" in english.text
    assert "Now: 3:00 to 6:00 PM Central Time" in english.text
    assert "Also changed: who calls it." in english.text
    (proposed,) = await scene.bot.say("/change A7F3 yes")
    assert "is in review" in proposed.text
    (waits,) = await scene.bot.say("/change A7F3 submit")
    assert "in review already" in waits.text


async def test_step_by_step_with_questions_and_buttons(scene: Scene) -> None:
    (which,) = await scene.bot.say("/change")
    assert "/change_A7F3" in which.text
    (draft,) = await scene.bot.say("/change_A7F3")
    assert "Nothing is altered yet." in draft.text
    assert "Where: Riverside Park, main gate, 400 River St" in draft.text
    _ack, question = await scene.bot.press(draft.buttons["Change the place"])
    *_, control = await reply(scene.bot, question, text="Pier 4")
    assert "Propose the change" in control.buttons
    one = await scene.open_one()
    assert (one.draft.venue, one.draft.address, one.draft.pin) == ("Pier 4", None, None)
    draft, doubt = await scene.bot.say("/change A7F3 time Sunday")
    assert "Now: Pier 4\nWas: Riverside Park, main gate, 400 River St" in draft.text
    assert "No hour was named." in doubt.text
    _ack, english, *_ = await scene.bot.press(doubt.buttons["Sunday, February 8, 2:00 PM"])
    assert "Now: Sunday, February 8, 2:00 PM Central Time" in english.text


@pytest.mark.parametrize(
    ("command", "language", "starts"),
    [
        ("/postpone A7F3 Sun Feb 8 2pm", "en", datetime(2026, 2, 8, 14)),  # noqa: DTZ001 - local
        ("/postpone A7F3 domingo 8 feb 14h", "es", datetime(2026, 2, 8, 14)),  # noqa: DTZ001 - local
        ("/postpone A7F3 5pm", "en", datetime(2026, 2, 7, 17)),  # noqa: DTZ001 - local
    ],
)
async def test_a_postponement_to_a_new_time(
    scene: Scene, command: str, language: str, starts: datetime
) -> None:
    *_, control = await scene.bot.say(command, app_language=language)
    await scene.bot.press(next(data for data in control.buttons.values() if data.startswith("sf:")))
    await scene.approve()
    after = await scene.entry()
    assert (after.starts_at, after.status, after.venue) == (starts, Status.ANNOUNCED, RALLY.venue)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("/postpone A7F3 Sunday Feb 7 2pm", "weekday is not that of the date"),
        ("/postpone A7F3 Feb 2 2pm", "That time is past"),
        ("/change A7F3 time Mar 8 2:30am", "clocks go forward"),
        ("/change A7F3 starts 1 hour later", "not understood"),
        ("/change A7F3 cancelled", "/cancel A7F3"),
        ("/change A7F3 moved", "was not understood"),
        ("/change A7F3 city Milwaukee, WI", "not among your places"),
        ("/change A7F3 place see www.example.com", "holds a link"),
        ("/change A7F3 submit", "No draft of yours"),
        ("/change ZZZ9 3pm", "No action listed"),
    ],
)
async def test_what_cannot_be_taken_is_said_and_nothing_is_proposed(
    scene: Scene, typed: str, says: str
) -> None:
    calls = await scene.bot.say(typed)
    assert any(says in plain(call.text) for call in calls), [call.text for call in calls]
    assert not any("Propose the change" in call.buttons for call in calls)
    assert await scene.entry() == RALLY


async def test_what_changes_nothing_is_refused(scene: Scene) -> None:
    await scene.bot.say("/change A7F3 place Riverside Park, main gate")
    for typed in ("/change A7F3 preview", "/change A7F3 submit"):
        (refused,) = await scene.bot.say(typed)
        assert "A7F3 is like this already" in refused.text
    assert (await scene.open_one()).state is AnnouncementState.DRAFT


async def test_an_edit_takes_a_change_out_of_review_and_old_screens_approve_nothing(scene: Scene) -> None:
    *_, control = await scene.bot.say("/change A7F3 moved to Pier 4")
    await scene.bot.press(control.buttons["Propose the change"])
    (screen,) = await scene.bot.say("/approve A7F3", chat_id=SECOND)
    *_, again = await scene.bot.say("/change A7F3 moved to Pier 9")
    assert (await scene.open_one()).state is AnnouncementState.DRAFT
    for data in screen.buttons.values():
        await scene.bot.press(data, chat_id=SECOND)
    assert await scene.entry() == RALLY
    await scene.bot.press(again.buttons["Propose the change"])
    await scene.approve()
    assert (await scene.entry()).venue == "Pier 9"


async def test_the_reviewer_reads_what_is_new_and_what_it_was_and_proves_the_new_fact(scene: Scene) -> None:
    await scene.bot.say("/change A7F3 moved to Pier Hall")
    await scene.bot.say("/change A7F3 submit")
    (screen,) = await scene.bot.say("/approve A7F3", chat_id=SECOND)
    shown = plain(screen.text)
    assert shown.startswith(
        "Approve change: rally, Sat, Feb 7, 2:00 PM, Houston\nNow: Pier Hall\nWas: Riverside"
    )
    choices = [label for label, data in screen.buttons.items() if data.startswith("pf:")]
    assert {"Pier Hall", "Riverside Park, main gate, 400 River St"} < set(choices)
    (approved,) = (await scene.bot.say("/approve A7F3 pier hall", chat_id=SECOND))[:1]
    assert "Approved: A7F3" in approved.text


async def test_a_far_spot_is_asked_about_and_shown_at_approval(scene: Scene) -> None:
    await scene.bot.say("/change A7F3 moved to Pier Hall")
    (asked,) = await scene.bot.say("/draft A7F3 pin")
    (far,) = await reply(scene.bot, asked, location={"latitude": 30.27, "longitude": -97.74})
    assert "Keep it only if it is meant" in far.text
    *_, control = await scene.bot.press(far.buttons["Keep this spot"])
    assert "The map pin lies 146 miles from Houston, TX." in control.text
    await scene.bot.press(control.buttons["Propose the change"])
    (screen,) = await scene.bot.say("/approve A7F3", chat_id=SECOND)
    assert "The map pin lies 146 miles from Houston, TX." in screen.text


async def test_drafts_of_changes_are_listed_resumed_and_withdrawn_after_a_restart(
    scene: Scene, people: People
) -> None:
    await scene.bot.say("/change A7F3 moved to Pier 4")
    async with people.opened() as bot:
        (listed,) = await bot.say("/drafts")
        assert "Change: rally, Houston, TX, Sat, Feb 7. To go on: /change_A7F3" in listed.text
        english, _spanish, control = await bot.say("/change_A7F3")
        assert "Now: Pier 4" in english.text
        await bot.press(control.buttons["Withdraw it"])
        (listed,) = await bot.say("/drafts")
        assert "A7F3" not in listed.text.partition("\n")[0]
        assert "No open drafts" in listed.text


async def test_what_was_cancelled_takes_place_after_all(scene: Scene) -> None:
    async with scene.transactions.write() as tx:
        await tx.calendar.put_all([replace(RALLY, status=Status.CANCELLED, revision=1)])
    english, spanish, control = await scene.bot.say("/change A7F3 on again")
    assert "On again: rally" in english.text
    assert "It takes place after all." in english.text
    assert "Sí tendrá lugar." in spanish.text
    await scene.bot.press(control.buttons["Propose the change"])
    await scene.approve()
    assert (await scene.entry()).status is Status.ANNOUNCED
