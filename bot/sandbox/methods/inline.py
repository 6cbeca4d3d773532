"""answerInlineQuery."""

from __future__ import annotations

from bot.sandbox.params import Params
from bot.sandbox.world import World


def answer_inline_query(world: World, params: Params) -> bool:
    world.inline.answer(params)
    return True
