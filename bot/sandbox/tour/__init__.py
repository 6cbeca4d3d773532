"""`python -m bot tour`: scripted weeks against a Bot API of its own, watched and judged from outside."""

from bot.sandbox.tour.command import run_tour

__all__ = ["run_tour"]
