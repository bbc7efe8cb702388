"""What is said of a file that was brought in: how many records of each kind."""

from __future__ import annotations

from fieldapp.records.text import say
from fieldapp.ui.page import PageTools
from fieldapp.work.imported import Imported


def tell_brought(tools: PageTools, brought: Imported) -> None:
    """Tell the person how much came."""
    counted = "; ".join(
        f"{tools.words(tools.kinds[kind].plural)}: {many}" for kind, many in brought.counts.items()
    )
    tools.prompts.tell(
        say("Del archivo llegaron {counts}.", counts=counted)
        if counted
        else say("Todo lo del archivo ya estaba aquí.")
    )
