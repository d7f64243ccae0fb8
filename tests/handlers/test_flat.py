"""
No command reads more where more is open: each sends as many statements and reads as many rows.

A time would show how busy the machine is; a count is the same on any.
"""

from pathlib import Path

from bench.commands import ON_DUTY, Cost, measured
from bench.desk import Desk
from bench.many import WAYS
from handlers.catalogue import LISTING
from handlers.chat import pages

# Of each way and direction one more than a page shows; and twenty more, each owed something.
FEW = 2 * len(WAYS) * (pages.SIZE + 1)
MANY = FEW + 2 * len(WAYS) * 20
# Of what is due at one moment those with the lowest ids are read: about fewer or more requests, of
# which some are known already.
STATEMENTS, ROWS = 1, 30
# Names are sealed: whom one means is found among all, and they are sorted by them.
BY_NAME = {f"/{name}{more}" for name in ("leave", "lost", "suspend") for more in ("", " №")}
BY_NAME |= {"/reinstate", "/reinstate №", "/invite №"}
# An alarm that nobody acknowledges rings everybody in the end.
RINGS_ALL = {"a tick, an alarm"}
# It says three lists of so many lines at most, each line of a request.
DIGEST = "the digest"


def grown(few: dict[str, Cost], many: dict[str, Cost]) -> dict[str, tuple[Cost, Cost]]:
    """Return what sends more statements or reads more rows, at both sizes."""
    return {
        name: (cost, many[name])
        for name, cost in few.items()
        if cost.statements + STATEMENTS < many[name].statements
        or cost.rows + ROWS < many[name].rows
    }


async def costs(folder: Path, *, requests: int, people: int = 0) -> dict[str, Cost]:
    desk = await Desk.open(f"sqlite:///{folder / 'nabat.db'}", folder)
    try:
        return await measured(desk, requests=requests, people=people, tries=0)
    finally:
        await desk.database.close()


async def test_no_command_reads_more_where_more_is_open(tmp_path: Path) -> None:
    for name in ("few", "many"):
        (tmp_path / name).mkdir()

    few = await costs(tmp_path / "few", requests=FEW)
    many = await costs(tmp_path / "many", requests=MANY)

    more = grown(few, many)
    more.pop(DIGEST, None)
    assert more == {}
    assert many[DIGEST].rows < 2 * 3 * pages.SUMMARY
    assert {f"/{entry.name}" for entry in LISTING} <= few.keys()
    assert {name: cost.said for name, cost in few.items()} == {
        name: cost.said for name, cost in many.items()
    }


async def test_no_command_reads_more_where_more_officers_serve(tmp_path: Path) -> None:
    for name in ("few", "many"):
        (tmp_path / name).mkdir()

    few = await costs(tmp_path / "few", requests=2 * len(WAYS), people=ON_DUTY + 5)
    many = await costs(tmp_path / "many", requests=2 * len(WAYS), people=ON_DUTY + 65)

    assert grown(few, many).keys() == BY_NAME | RINGS_ALL
