"""Windows, pages and widgets. The only room that knows Qt."""

import builtins

_pythons_own = builtins.__import__
import PySide6.QtCore  # noqa: E402, F401 # pyright: ignore[reportUnusedImport]

# Qt's binding puts an import of its own in the place of Python's. It reads the source of whatever
# is imported from then on and keeps it, only to see whether it uses `from __feature__`, which
# nothing here does: a tenth of a start and of the window's memory (measured).
builtins.__import__ = _pythons_own
