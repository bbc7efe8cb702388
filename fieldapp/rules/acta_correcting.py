"""How a correction is said, on paper and aloud: «Donde dice …, debe decir …», and why."""

from __future__ import annotations

from fieldapp.rules.acta_content import Corrected, Personal


def correction_words(one: Corrected, personal: Personal | None = None) -> str:
    """One correction as a sentence. With `personal` a document is whole, before and after."""
    said = (personal.value(one.id, "said") if personal else "") or one.said
    says = (personal.value(one.id, "says") if personal else "") or one.says
    why = f" Motivo: {one.reason.rstrip('.')}." if one.reason else ""
    return f"{one.where}. {_changed(said, says)}.{why}"


def _changed(said: str, says: str) -> str:
    if not said:
        return f"Donde no dice nada, debe decir: «{says}»"
    if not says:
        return f"Donde dice «{said}», no debe decir nada"
    return f"Donde dice «{said}», debe decir: «{says}»"
