"""What is said of rows that could not be taken in, from a file or pasted."""

from __future__ import annotations

from fieldapp.records.text import say_n
from fieldapp.ui.prompts import Prompts
from fieldapp.work.import_keeping import WrongFile

_FAULTS_MOST = 12


def explain_wrong_file(prompts: Prompts, error: Exception) -> None:
    """Tell each fault of a list with its row and column; nothing of it was taken."""
    if not isinstance(error, WrongFile):
        prompts.show_error(error)
        return
    sentences = tuple(fault.sentence for fault in error.faults[:_FAULTS_MOST])
    rest = len(error.faults) - len(sentences)
    if rest:
        sentences = (*sentences, say_n("… y {n} falta más.", "… y {n} faltas más.", rest))
    prompts.explain(error.text, sentences)
