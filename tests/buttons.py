"""Every kind of button there is, wherever it is declared."""

import bot.features  # noqa: F401 - loads whatever declares a button
from bot.views.callbacks import Callback

# A slotted dataclass leaves behind the class it was made from; the later one of a name is the real one.
BUTTONS = tuple({kind.__qualname__: kind for kind in Callback.__subclasses__()}.values())
