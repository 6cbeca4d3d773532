"""Who operates the bot when it starts: those of the settings, else whoever opens the printed link."""

from bot.app import operators
from bot.domain.ids import ChatId
from bot.domain.subscriber import Language
from bot.services.joining import Joining
from bot.settings import Settings
from storage.transactions import SqlTransactions
from tests.services.people import StandingClock
from tests.services.tiny_places import TinyPlaces

ME = {"id": 1, "username": "drumbeat_test_bot"}


async def test_operators_come_from_the_settings_or_from_one_link(transactions: SqlTransactions) -> None:
    joining = Joining(transactions, TinyPlaces(), StandingClock())
    nobody = Settings.model_validate({"operator_ids": ()})
    link = await operators(nobody, joining, ME)
    assert link
    assert link.startswith("https://t.me/drumbeat_test_bot?start=op_")
    named = Settings.model_validate({"operator_ids": "700100001, 700100002"})
    assert await operators(named, joining, ME) is None
    assert await operators(named, joining, ME) is None
    async with transactions.read() as tx:
        everybody = await tx.coordinators.all()
    assert [(each.chat_id, each.is_operator, each.language) for each in everybody] == [
        (ChatId(700100001), True, Language.EN),
        (ChatId(700100002), True, Language.EN),
    ]
    assert await operators(nobody, joining, ME) is None
