"""getUpdates, and what belongs to it: webhooks, which the sandbox does not offer, and logging out."""

from __future__ import annotations

from typing import Any

from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.params import Params
from bot.sandbox.updates import Update
from bot.sandbox.world import World


async def get_updates(world: World, params: Params) -> list[Update]:
    limit = params.integer("limit")
    allowed = params.structure("allowed_updates")
    return await world.updates.poll(
        offset=params.integer("offset") or 0,
        limit=100 if limit is None else limit,
        timeout=params.integer("timeout") or 0,
        allowed=allowed if isinstance(allowed, list) else None,
    )


def delete_webhook(world: World, params: Params) -> bool:
    if params.flag("drop_pending_updates"):
        world.updates.forget_all()
    return True


def get_webhook_info(world: World, params: Params) -> dict[str, Any]:  # noqa: ARG001  every method takes both
    return {"url": "", "has_custom_certificate": False, "pending_update_count": len(world.updates.pending)}


def set_webhook(world: World, params: Params) -> bool:
    if not params.text("url"):
        return delete_webhook(world, params)
    raise bad_request("bad webhook: the sandbox offers updates by getUpdates only")


def log_out(world: World, params: Params) -> bool:  # noqa: ARG001
    raise bad_request("the sandbox has no other server to log out to")


def close(world: World, params: Params) -> bool:  # noqa: ARG001
    raise ApiError(429, "Too Many Requests: retry after 600", {"retry_after": 600})
