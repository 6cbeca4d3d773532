"""The tables hold what docs/privacy.md says, and nothing else."""

from pathlib import Path

from sqlalchemy import inspect

from storage.engine import writer_engine
from storage.migrate import migrate

DOCUMENT = Path(__file__).parents[2] / "docs" / "privacy.md"

ABOUT_PEOPLE = {
    "subscriber": {
        "id",
        "chat",
        "kind",
        "thread",
        "language",
        "home_zone",
        "quiet_starts",
        "quiet_ends",
        "brief",
        "brief_hour",
        "new",
        "reminder",
        "status",
        "stopped_on",
        "consent_version",
        "consent_on",
    },
    "subscription": {"id", "subscriber_id", "place_key", "radius", "kinds"},
    "mute": {"subscriber_id", "entry_id"},
    "delivery": {
        "id",
        "broadcast_id",
        "edition_id",
        "subscriber_id",
        "state",
        "lane",
        "attempts",
        "ambiguous",
        "not_before",
        "expires_at",
        "epoch",
        "started_at",
        "finished_at",
        "message_id",
        "reason_code",
    },
    "card_edit": {"delivery_id", "broadcast_id", "tries"},
    "coordinator": {"id", "label", "chat", "role", "standing", "since", "language", "invited_by"},
    "coordinator_place": {"coordinator_id", "place_key"},
    "flag": {"entry_id", "chat"},
}
"""The allow-list. A column more is a decision about people, not about code."""


def documented() -> dict[str, set[str]]:
    """Table -> columns, as the tables of the document list them; a row without a name goes on."""
    found: dict[str, set[str]] = {}
    table = ""
    for line in DOCUMENT.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) != 3 or cells[0] in {"table", "---"}:
            continue
        table = cells[0].strip("`") or table
        found.setdefault(table, set()).update(cells[1].split(", "))
    return found


async def in_the_database(url: str) -> dict[str, set[str]]:
    engine = writer_engine(url)
    await migrate(engine)
    async with engine.connect() as connection:
        columns = await connection.run_sync(lambda sync: inspect(sync).get_multi_columns())
    await engine.dispose()
    return {name: {column["name"] for column in each} for (_schema, name), each in columns.items()}


async def test_the_schema_is_the_document_column_by_column(database_url: str) -> None:
    assert await in_the_database(database_url) == documented()


async def test_the_tables_about_people_are_the_allow_list(database_url: str) -> None:
    tables = await in_the_database(database_url)
    assert {name: tables[name] for name in ABOUT_PEOPLE} == ABOUT_PEOPLE


async def test_no_other_table_points_to_a_person(database_url: str) -> None:
    tables = await in_the_database(database_url)
    telling = {"chat", "chat_id", "subscriber_id", "user_id", "sender", "name", "username"}
    for name in tables.keys() - ABOUT_PEOPLE.keys():
        assert not tables[name] & telling, name
