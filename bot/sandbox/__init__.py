"""A local Bot API to try, rehearse and test the bot without Telegram."""

from bot.sandbox.api import LocalBotApi
from bot.sandbox.flood import FloodLimit
from bot.sandbox.groups import Group
from bot.sandbox.inline import InlineQuery
from bot.sandbox.ledger import Call
from bot.sandbox.markup import Button
from bot.sandbox.messages import Sent
from bot.sandbox.people import Person
from bot.sandbox.world import Press

__all__ = ["Button", "Call", "FloodLimit", "Group", "InlineQuery", "LocalBotApi", "Person", "Press", "Sent"]
