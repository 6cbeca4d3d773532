"""Who may say yes to what, and until when. Pure."""

from datetime import datetime, timedelta

from bot.domain.announcement import Announcement, AnnouncementState
from bot.domain.coordinator import Coordinator
from bot.domain.errors import Refusal
from bot.domain.places import Area

ESCALATE_AFTER = timedelta(minutes=5)
ESCALATE_WITHIN = timedelta(hours=6)
"""What starts within this, and nobody answers for five minutes, an operator is offered for."""


def is_unanswered(announcement: Announcement, starts_at: datetime, over_at: datetime, now: datetime) -> bool:
    """Has nobody answered for too long, on what starts soon or has begun?

    `starts_at` is the earlier start, where people were told of another than is proposed.
    """
    submitted = announcement.submitted_at
    if announcement.state is not AnnouncementState.IN_REVIEW or submitted is None:
        return False
    return now - submitted >= ESCALATE_AFTER and starts_at <= now + ESCALATE_WITHIN and now < over_at


def is_expired(announcement: Announcement, now: datetime) -> bool:
    return announcement.expires_at is None or announcement.expires_at <= now


def turning_points(announcement: Announcement, starts_at: datetime) -> tuple[datetime, ...]:
    """The instants from which something in review is unanswered, and too late; `starts_at` as above."""
    instants = [announcement.expires_at]
    if announcement.submitted_at is not None:
        instants.append(max(announcement.submitted_at + ESCALATE_AFTER, starts_at - ESCALATE_WITHIN))
    return tuple(instant for instant in instants if instant is not None)


def ensure_may_review(person: Coordinator | None, announcement: Announcement, area: Area) -> Coordinator:
    """Whoever may see, and reject, what waits for this area; the author may not act on their own."""
    if person is None or not person.may_announce_for(area):
        raise Refusal("review-not-yours")
    if person.id == announcement.author:
        raise Refusal("review-own", code=announcement.code)
    return person


def ensure_may_approve(
    person: Coordinator | None, announcement: Announcement, area: Area, now: datetime
) -> Coordinator:
    approver = ensure_may_review(person, announcement, area)
    if not approver.is_trusted(now):
        raise Refusal("review-too-new")
    return approver


def persons_needed(approvals: int, *, first_push: bool, author: Coordinator) -> int:
    """How many stand behind it before it is sent. `approvals` is the operator's setting.

    A new coordinator's first push takes two whatever is set.
    """
    return max(approvals, 2 if first_push and not author.is_operator else 1)
