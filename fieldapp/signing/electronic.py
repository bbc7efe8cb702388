"""The officer's electronic signature on a file, in the words that may be said of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from fieldapp.records.text import Text, say
from fieldapp.rules.verdict import Outcome
from fieldapp.signing.examined import Examined, Standing
from fieldapp.signing.witnesses import Witnesses

_PROVEN: Final = frozenset({Standing.SIGNED, Standing.STAMPED})
_IN_DOUBT: Final = frozenset(
    {Standing.REVOKED, Standing.STRANGER, Standing.WEAK, Standing.DOUBTFUL}
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What the signature says of a paper. `name` is whose it proved, else empty.

    `in_doubt` tells that not even a ledger that knows the file can mend it, `silent` that without
    a list nothing can be said of it.
    """

    outcome: Outcome
    sentences: tuple[Text, ...]
    name: str = ""
    person: UUID | None = None
    in_doubt: bool = False
    silent: bool = False


def finding_of(examined: Examined, witnesses: Witnesses, day: str, which_list: Text) -> Finding:
    """What the signature proves; `day` is the acta's, `which_list` tells of the list at hand."""
    standing, signer = examined.standing, examined.signer
    name = signer.name if signer else examined.holder
    if standing in _PROVEN:
        signed_at = examined.token_at or examined.claimed_at
        said = [_coincides(name, witnesses.day(signed_at) if signed_at else day)]
        if examined.outside:
            return _by_outside(examined, name, said[0], witnesses)
        if standing is Standing.SIGNED:
            said += [
                say("Firmado, aún no sellado por el nivel central."),
                _unknown_since(examined, witnesses),
            ]
        return Finding(Outcome.PROVEN, tuple(said), name, signer.person if signer else None)
    outcome = Outcome.ALTERED if standing is Standing.CHANGED else Outcome.NOT_PROVEN
    said = _unproven(standing, name, day, which_list)
    return Finding(
        outcome, said, in_doubt=standing in _IN_DOUBT, silent=standing is Standing.NO_LIST
    )


def _coincides(name: str, day: str) -> Text:
    return say("El contenido coincide con lo firmado por {name} el {day}.", name=name, day=day)


def _by_outside(examined: Examined, name: str, coincides: Text, witnesses: Witnesses) -> Finding:
    """Of a certificate that headquarters did not make, but whose maker it lists.

    Anybody may have one: it proves the acta only where its names are those of a known officer.
    """
    said = [
        coincides,
        say(
            "El certificado es de «{holder}», emitido por «{issuer}»: no es del nivel central, y "
            "vale porque ese emisor está en la lista de confianza del nivel central.",
            holder=examined.holder,
            issuer=examined.outside,
        ),
    ]
    if examined.standing is Standing.SIGNED:
        said.append(say("Firmado, aún no sellado por el nivel central."))
    said += _revocation(examined, witnesses)
    if examined.signer is None:
        said.append(
            say(
                "Aquí no consta que «{holder}» sea funcionario: compare ese nombre con el del "
                "acta.",
                holder=examined.holder,
            )
        )
        return Finding(Outcome.TO_COMPARE, tuple(said), name)
    return Finding(Outcome.PROVEN, tuple(said), name, examined.signer.person)


def _revocation(examined: Examined, witnesses: Witnesses) -> list[Text]:
    if examined.unlisted:
        return [
            say(
                "Revocación no comprobada: aquí no hay una lista vigente de «{issuer}».",
                issuer=examined.outside,
            )
        ]
    if examined.standing is Standing.SIGNED and examined.list_of:
        return [_unknown_since(examined, witnesses)]
    return []


def _unknown_since(examined: Examined, witnesses: Witnesses) -> Text:
    """What nobody here can know of a key while no stamp proves when it signed."""
    if examined.list_of is None:
        return say("Si la clave se revocó, aquí no se sabe: sincronice y compruebe otra vez.")
    return say(
        "Si la clave se revocó después del {day}, aquí todavía no se sabe.",
        day=witnesses.day(examined.list_of),
    )


def _unproven(standing: Standing, name: str, day: str, which_list: Text) -> tuple[Text, ...]:
    said: dict[Standing, tuple[Text, ...]] = {
        Standing.CHANGED: (say("Algo en el archivo cambió después de que se firmó."),),
        Standing.REVOKED: (
            say("Clave revocada: vale solo si hay sello anterior."),
            say("Es la clave de {name}, y aquí no se conoce ese sello.", name=name),
        ),
        Standing.STRANGER: (
            say("El nivel central no certificó a quien firmó el archivo: «{name}».", name=name),
        ),
        Standing.WEAK: (
            say(
                "La firma de «{name}» usa una clave RSA de menos de 2048 bits o SHA-1, que hoy se "
                "pueden falsificar: no se acepta.",
                name=name,
            ),
        ),
        Standing.EXPIRED: (
            say(
                "El certificado de {name} venció y ningún sello prueba que firmó antes.", name=name
            ),
        ),
        Standing.NO_LIST: (
            say("No se puede verificar sin la lista de confianza del {day}.", day=day),
            which_list,
        ),
    }
    unclear = say("La firma electrónica del archivo no está en orden.")
    return said.get(standing, (unclear,))
