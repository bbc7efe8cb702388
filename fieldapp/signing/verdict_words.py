"""The sentences of a verdict: what codes, ledgers and clocks prove of an acta, and no more."""

from __future__ import annotations

from fieldapp.records.text import Text, say
from fieldapp.rules.acta_content import Acta
from fieldapp.rules.acta_marks import short_digest
from fieldapp.rules.verdict import Shown
from fieldapp.signing.codes import JudgedCode, Standing


def of_signature_in(code: JudgedCode, day: str, which_list: Text) -> list[Text]:
    """What the signature of a code proves of the content whose digest it names."""
    signer = code.signer
    match code.standing:
        case Standing.GOOD if signer is not None:
            return [
                say(
                    "El contenido coincide con lo firmado por {name} el {day}.",
                    name=signer.name,
                    day=day,
                )
            ]
        case Standing.REVOKED if signer is not None:
            return [
                say("Clave revocada: vale solo si hay sello anterior."),
                say("Es la clave de {name}, y aquí no se conoce ese sello.", name=signer.name),
            ]
        case Standing.FORGED:
            return [say("La firma del código no es la de quien dice: el código se alteró.")]
        case _:
            without = say("No se puede verificar sin la lista de confianza del {day}.", day=day)
            return [without, which_list]


def code_is_of(code: JudgedCode, day: str) -> Text:
    """Of a sheet whose code a known device signed."""
    return say(
        "El código lo firmó {name} el {day}. Compare la hoja con lo que aquí se muestra: el código "
        "solo no prueba lo que está escrito alrededor.",
        name=code.signer.name if code.signer else "",
        day=day,
    )


def known_by_code(code: JudgedCode) -> Text:
    """Of a sheet whose code names an acta that is in the ledger."""
    return say(
        "El código es el del acta {number}, emitida y guardada. Compare la hoja con ella: "
        "el código solo no prueba lo que está escrito alrededor.",
        number=code.read.code.number,
    )


def unknown_code(code: JudgedCode) -> Text:
    """Of a sheet whose code nobody signed, and no ledger knows."""
    return say(
        "El código dice que es el acta {number}, con huella {digest}. No se puede probar "
        "todavía: no está en el libro de actas de este equipo.",
        number=code.read.code.number,
        digest=short_digest(code.read.code.digest),
    )


def alone(acta: Acta) -> Text:
    """Of a file that agrees with itself, and that nobody vouches for."""
    return say(
        "El acta {number} dice lo mismo por dentro y en su código, pero no se puede probar "
        "todavía: en el libro de actas de este equipo no está este archivo.",
        number=acta.number,
    )


def of_clarified(acta: Acta) -> list[Text]:
    """Which acta this one clarifies, and what it corrects of it."""
    earlier = acta.supersedes
    if not earlier.number:
        return []
    named = say(
        "Aclara el acta {number} (huella {digest}), que queda como se firmó.",
        number=earlier.number,
        digest=short_digest(bytes.fromhex(earlier.digest)),
    )
    changed = [
        say(
            "{where}: donde dice «{said}», debe decir «{says}».",
            where=one.where,
            said=one.said,
            says=one.says,
        )
        for one in acta.corrections
    ]
    return [named, *changed]


def of_times(acta: Acta, shown: Shown) -> list[Text]:
    """Between which times an acta came to be, as far as headquarters vouches for them."""
    said: list[Text] = []
    if shown.not_before:
        said.append(
            say("No es anterior al {moment}, según el nivel central.", moment=shown.not_before)
        )
    if shown.not_after:
        said.append(say("Sello de tiempo del nivel central: {moment}.", moment=shown.not_after))
    else:
        said.append(say("Hora declarada por el equipo, sin sello de tiempo."))
    if acta.time_unverified:
        said.append(say("Hora no verificada: {reason}.", reason=acta.time_unverified))
    return said
