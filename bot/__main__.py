"""The command line: `python -m bot COMMAND`, or `drumbeat COMMAND`.

Each command imports what it needs when it runs, so that reading the calendar starts fast and needs nothing.
"""

import argparse
import asyncio
import gc
import sys
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NoReturn

from bot.domain.errors import AnotherInstance, DrumbeatError, Misconfigured

if TYPE_CHECKING:
    from bot.doctor import Given
    from bot.settings import Settings

CLEAN, FAILED, BAD_USAGE = 0, 1, 64
CODES = {AnotherInstance: 75, Misconfigured: 78}

WITHOUT_ONE = """is not set.
Get one from @BotFather in Telegram (https://t.me/BotFather, /newbot); then: BOT_TOKEN=... python -m bot run
To try the bot without Telegram: python -m bot tour"""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(BAD_USAGE, f"{self.prog}: {message}\n")


def parser() -> argparse.ArgumentParser:
    root = _Parser(
        prog="python -m bot",
        description="Drumbeat: alerts about public days of action. Settings: the environment, or .env.",
        epilog="Exit codes: 0 clean, 1 failed, 64 bad usage, 75 another instance, 78 misconfigured.",
    )
    commands = root.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)

    def command(
        name: str, act: Callable[[argparse.Namespace], int | None], about: str, as_json: str = ""
    ) -> None:
        added = commands.add_parser(name, help=about, description=about)
        added.set_defaults(act=act)
        if as_json:
            added.add_argument("--json", action="store_true", help=as_json)

    command("run", _run, "migrate, seed and run the bot until Ctrl-C or SIGTERM")
    command("tour", _tour, "simulated weeks of the whole product, without Telegram", "a summary as data")
    command(
        "calendar", _calendar, "print the shipped calendar; needs no settings", "as data, with the sources"
    )
    command("seed", _seed, "load the shipped calendar into the database; twice changes nothing")
    command("migrate", _migrate, "bring the database to its newest shape")
    command("status", _status, "per broadcast: planned, states, late; backlog; held", "the same as data")
    command(
        "doctor",
        _doctor,
        "is everything there that the bot needs, and what to do about it",
        "the same as data",
    )
    command("audit", _audit, "what coordinators did, by label, and the head of the chain", "the same as data")
    audit = commands.choices["audit"]
    audit.add_argument(
        "--verify", action="store_true", help="check every row with the key; exit 1 if not sound"
    )
    audit.add_argument(
        "--head", metavar="ROW:HEX", help="a head noted before: found, or rows at the end are gone"
    )
    command("qr", _qr, "a QR code to print that opens the bot at a place or an action")
    qr = commands.choices["qr"]
    qr.add_argument("goal", choices=("city", "state", "country", "action"), help="what it shall lead to")
    qr.add_argument("named", nargs="*", metavar="NAME", help='as in "Tacoma, WA", Texas, or a code: A7F3')
    qr.add_argument("--out", metavar="FILE", help="ends in .png or .svg; - is SVG on standard output")
    qr.add_argument("--lang", choices=("en", "es"), help="of its caption; DEFAULT_LANGUAGE otherwise")
    tour = commands.choices["tour"]
    tour.add_argument(
        "--until", type=date.fromisoformat, metavar="DATE", help="end after this simulated day (YYYY-MM-DD)"
    )
    tour.add_argument(
        "--lang", choices=("en", "es"), default="en", help="in which language it is told, and everybody reads"
    )
    return root


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code. What is expected to go wrong is a line on standard error, without any value."""
    chosen = parser().parse_args(arguments)
    try:
        return chosen.act(chosen) or CLEAN
    except (asyncio.CancelledError, KeyboardInterrupt):
        return CLEAN
    except DrumbeatError as error:
        print(error, file=sys.stderr)
        return next((code for kind, code in CODES.items() if isinstance(error, kind)), FAILED)


def _run(_arguments: argparse.Namespace) -> None:
    settings = _settings()
    if settings.bot_token is None:
        raise Misconfigured("BOT_TOKEN", WITHOUT_ONE)
    token = settings.bot_token.get_secret_value()

    from bot import app
    from bot.services.places import PlaceFinder
    from seeds.calendar import load_entries
    from seeds.gazetteer import load_gazetteer

    gazetteer = load_gazetteer()
    places = PlaceFinder(gazetteer.cities, gazetteer.alternates)
    # What stays for ever need not be gone through by the collector: that would hold up answers by 0.1 s.
    gc.freeze()
    asyncio.run(app.run(settings, token, places, load_entries(), _show_link))


def _show_link(link: str) -> None:
    print(
        f"Nobody operates this bot yet. Who opens this link does, once, within 24 hours:\n{link}", flush=True
    )


def _tour(arguments: argparse.Namespace) -> int:
    from bot.sandbox.tour import run_tour

    return run_tour(arguments.until, arguments.json, arguments.lang)


def _calendar(arguments: argparse.Namespace) -> None:
    from seeds import calendar_command

    print(calendar_command.as_json() if arguments.json else calendar_command.as_table())


def _seed(_arguments: argparse.Namespace) -> None:
    from bot import app
    from seeds.calendar import load_entries

    print(f"{asyncio.run(app.seed(_settings(), load_entries()))} entries new or changed")


def _migrate(_arguments: argparse.Namespace) -> None:
    from bot import app

    asyncio.run(app.seed(_settings(), ()))
    print("the database is at its newest shape")


def _status(arguments: argparse.Namespace) -> None:
    from bot import app
    from bot.services import status

    report = asyncio.run(app.status(_settings()))
    print(status.as_json(report) if arguments.json else status.as_text(report))


def _doctor(arguments: argparse.Namespace) -> int:
    from bot import doctor
    from bot.services.places import PlaceFinder
    from seeds.gazetteer import load_gazetteer

    def load() -> tuple[int, PlaceFinder]:
        gazetteer = load_gazetteer()
        return len(gazetteer.cities), PlaceFinder(gazetteer.cities, gazetteer.alternates)

    try:
        settings = _settings()
        findings = asyncio.run(doctor.examine(_given(settings), load))
    except Misconfigured as error:
        findings = [doctor.unreadable(error)]
    print(doctor.as_json(findings) if arguments.json else doctor.as_text(findings))
    return CLEAN if doctor.is_well(findings) else FAILED


def _given(settings: "Settings") -> "Given":
    from bot.doctor import Given

    return Given(
        token=_token(settings),
        api_url=settings.bot_api_url,
        database_url=settings.database_url,
        key_file=settings.secret_key_file.expanduser(),
        key=settings.secret_key.get_secret_value() if settings.secret_key else None,
        approvals=settings.approvals,
        contact=settings.contact,
        names_operators=bool(settings.operator_ids),
        rehearsing=settings.rehearsing,
        default_language=settings.default_language,
    )


def _audit(arguments: argparse.Namespace) -> int:
    from bot import app
    from bot.services import audit_report

    verifying = arguments.verify or arguments.head is not None
    report = asyncio.run(app.audit(_settings(), arguments.head, verifying=verifying))
    print(audit_report.as_json(report) if arguments.json else audit_report.as_text(report))
    return CLEAN if report.sound else FAILED


def _qr(arguments: argparse.Namespace) -> int:
    from bot import qr_command
    from bot.domain.subscriber import Language
    from bot.services.places import PlaceFinder
    from bot.views.words import Words
    from seeds.calendar import load_entries
    from seeds.gazetteer import load_gazetteer

    def finder() -> PlaceFinder:
        gazetteer = load_gazetteer()
        return PlaceFinder(gazetteer.cities, gazetteer.alternates)

    settings = _settings()
    words = Words(Language(arguments.lang or settings.default_language))
    named = " ".join(arguments.named)
    if bool(named) == (arguments.goal == "country"):
        print(f"qr {arguments.goal}: {'takes no name' if named else 'needs a name'}", file=sys.stderr)
        return BAD_USAGE
    api = (settings.bot_api_url, _token(settings))
    flyer = asyncio.run(
        qr_command.flyer_for(words, arguments.goal, named, finder, load_entries, settings.database_url, api)
    )
    path = qr_command.written(flyer, arguments.out)
    if path is not None:
        print(f"{path}: {flyer.caption}, {flyer.link}")
    return CLEAN


def _token(settings: "Settings") -> str | None:
    return settings.bot_token.get_secret_value() if settings.bot_token else None


def _settings() -> "Settings":
    """With the logs set up. Misconfigured for the first setting that cannot be read, or does not fit."""
    from pydantic import ValidationError

    from bot import logs
    from bot.settings import Settings

    try:
        settings = Settings()
    except ValidationError as error:
        fault = error.errors(include_url=False, include_context=False, include_input=False)[0]
        raise Misconfigured(
            str(fault["loc"][0]).upper(), fault["msg"].removeprefix("Value error, ")
        ) from None
    settings.ensure_sound()
    token = settings.bot_token
    logs.set_up(settings.log_level, settings.log_format, token.get_secret_value() if token else None)
    return settings


if __name__ == "__main__":
    sys.exit(main())
