"""What the log says of a bug: where in the code it was, and nothing of what people wrote."""

import traceback


def places_of(error: BaseException | None) -> str:
    """Where in the code, from the first cause on; messages are left out: they quote values."""
    if error is None:
        return ""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return "\n".join([places_of(error.__cause__), *lines, type(error).__qualname__])
