"""How much one sender may ask for."""

from bot.telegram.limits import MINUTE, PER_MINUTE, REMEMBERED, SILENCE, CommandLimits, Verdict


class Time:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_twenty_a_minute_are_allowed_for_ever() -> None:
    time = Time()
    limits = CommandLimits(time)
    for _ in range(20 * PER_MINUTE):
        assert limits.take(1) is Verdict.ALLOWED
        time.now += MINUTE / PER_MINUTE


def test_one_more_gets_one_notice_then_silence_and_a_new_beginning() -> None:
    time = Time()
    limits = CommandLimits(time)
    assert {limits.take(1) for _ in range(PER_MINUTE)} == {Verdict.ALLOWED}
    assert limits.take(1) is Verdict.NOTICE
    time.now += SILENCE - 1
    assert {limits.take(1) for _ in range(1000)} == {Verdict.SILENT}
    time.now += 1
    assert limits.take(1) is Verdict.ALLOWED


def test_one_senders_flood_is_no_others_silence() -> None:
    limits = CommandLimits(Time())
    for _ in range(100):
        limits.take(1)
    assert limits.take(2) is Verdict.ALLOWED


def test_memory_is_bounded_and_a_flooder_is_not_forgotten_for_it() -> None:
    limits = CommandLimits(Time())
    for sender in range(3 * REMEMBERED):
        limits.take(sender)
        if sender % 100 == 0:
            flooder = limits.take(-1)
    assert flooder is Verdict.SILENT
    assert len(limits._senders) <= REMEMBERED
