"""Which updates are to be handled once more, because the database could not be reached or written."""

MOST = 5


class Repeats:
    """Between the error handler, which sees what failed, and the poll loop, which holds the updates."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._asked: set[int] = set()
        self._counts: dict[int, int] = {}

    def again(self, update_id: int) -> bool:
        """Ask for a repeat; False when this update had all of its own."""
        count = self._counts.get(update_id, 0)
        if count >= self._most:
            return False
        self._counts[update_id] = count + 1
        self._asked.add(update_id)
        return True

    def take(self, update_id: int) -> int:
        """How many repeats there were by now, if one is asked for; else 0, and the update is forgotten."""
        if update_id in self._asked:
            self._asked.discard(update_id)
            return self._counts[update_id]
        self._counts.pop(update_id, None)
        return 0
