"""A whole story, and then a search for everything about a person that must not be anywhere."""

from pathlib import Path

import pytest

from bot.domain.ids import ChatId
from storage.checkpoint import Checkpoint
from storage.cipher import ChatCipher
from tests.handlers.harness import GROUP, PERSON, TOKEN
from tests.handlers.people import People

NAMES = ("Canary-Name", "Canary-Surname", "canary_username", "Canary-Title", "+15550100")
WHO = {
    "from": {
        "id": PERSON,
        "is_bot": False,
        "first_name": "Canary-Name",
        "last_name": "Canary-Surname",
        "username": "canary_username",
        "language_code": "qqx-canary",
    }
}
IN_GROUP = {"id": GROUP, "type": "supergroup", "title": "Canary-Title", "username": "canary_username"}
STORY = (
    "/start canary-payload",
    "/add Tacoma canary-typed",
    "canary-typed in my own words",
    "/add Tacoma 50",
    "/near canary-typed",
    "/settings canary-typed",
    "/language es",
    "/quiet canary-typed",
    "/mute canary-typed",
    "/remove canary-typed",
    "/stop",
    "/start",
    "/export",
)


@pytest.mark.parametrize("erased", [False, True])
async def test_a_story_leaves_no_name_number_or_word_in_the_files_or_the_logs(
    people: People,
    database_url: str,
    cipher: ChatCipher,
    capfd: pytest.CaptureFixture[str],
    erased: bool,
) -> None:
    async with people.opened() as bot:
        bot.request.administrators = {PERSON}
        for typed in STORY:
            await bot.say(typed, **WHO)
        await bot.share(41.421356, -81.141592, **WHO)
        await bot.say("/add Houston", chat_id=GROUP, chat=IN_GROUP, **WHO)
        if erased:
            await bot.say("/delete yes", **WHO)
            await Checkpoint(people.transactions._writer)()
    database = Path(database_url.removeprefix("sqlite:///"))
    files = b"".join(path.read_bytes() for path in database.parent.glob(f"{database.name}*"))
    assert cipher.seal(ChatId(GROUP)) in files
    assert (cipher.seal(ChatId(PERSON)) in files) is not erased
    said = "".join(capfd.readouterr()).encode()
    forbidden = [*NAMES, "canary-typed", "canary-payload", "qqx", "41.42135", "81.14159", TOKEN]
    numbers = [str(PERSON), str(abs(GROUP)), str(abs(GROUP) - 10**12)]
    for canary in [*forbidden, *numbers]:
        assert canary.encode().lower() not in (files + said).lower(), canary
