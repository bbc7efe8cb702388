"""Whether headquarters' authority is whole: what ends soon, and what became of signed papers."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from cryptography.exceptions import InvalidTag
from sqlalchemy import Connection, text

from fieldapp.records.text import Text, say
from sync.server.authority import Holder, Holders, Office, due
from sync.server.authority_keys import AuthorityKeys
from sync.server.clock import ran_back
from sync.server.inspection import WARN_BEFORE, Finding
from sync.server.outside_trust import believed
from sync.server.trust_list import read_trust_list

_OFFICES: Final = {
    Office.ROOT: say("la autoridad raíz"),
    Office.ISSUER: say("la autoridad emisora"),
    Office.CLOCK: say("el sello de tiempo"),
}

_WHY_LEFT: Final = {
    "unsigned": say("sin firma electrónica"),
    "changed": say("cambiada después de la firma"),
    "stranger": say("firmada con una clave ajena"),
    "another_signer": say("firmada por otra persona"),
    "revoked": say("clave revocada"),
    "expired": say("certificado vencido"),
    "weak": say("firmada con una clave que se puede falsificar"),
    "stamped": say("ya sellada"),
    "missing": say("sin su archivo"),
    "other_acta": say("lleva dentro otra acta"),
}
_OTHERWISE: Final = say("no se puede leer como acta firmada")
_IN_ORDER: Final = frozenset({"unsigned", "stamped"})
"""Reasons that are nobody's fault."""


def authority_findings(
    connection: Connection, keys: AuthorityKeys, now: datetime
) -> Iterator[Finding]:
    """Look at the authorities' certificates, the trust list, officers' certificates and papers."""
    if ran_back(now):
        back = say("El reloj del servidor se atrasó: no sella ninguna acta. Póngalo en hora.")
        yield Finding("clock", "fault", back)
    yield _authorities(keys, now)
    yield _trust_list(connection, now)
    yield from _outside(connection, now)
    yield _officers(connection, now)
    yield from _papers(connection)


def _authorities(keys: AuthorityKeys, now: datetime) -> Finding:
    try:
        holders = keys.holders()
    except (OSError, ValueError, InvalidTag):
        broken = say(
            "Las claves de las autoridades en {folder} no se pueden leer.", folder=str(keys.folder)
        )
        return Finding("authorities", "fault", broken)
    lacking = [office for office in Office if not holders[office]]
    if lacking:
        made = say("Las autoridades de firma se crean solas al arrancar el servidor.")
        return Finding("authorities", "warning", made)
    # Whoever should have been relieved first; without one, whoever ends first.
    office = min(
        Office, key=lambda one: (not due(one, holders[one], now), _left(holders, one, now))
    )
    told = _told(office, holders[office][-1])
    if _left(holders, office, now) <= timedelta(0):
        return Finding("authorities", "fault", told)
    late = due(office, holders[office], now)
    return Finding("authorities", "warning" if late else "ok", told)


def _left(holders: Holders, office: Office, now: datetime) -> timedelta:
    return holders[office][-1].left(now)


def _told(office: Office, holder: Holder) -> Text:
    return say(
        "Autoridades de firma: {office} sirve hasta {day} y se releva sola mientras el servidor "
        "esté en marcha.",
        office=_OFFICES[office],
        day=f"{holder.certificate.not_valid_after_utc:%Y-%m-%d}",
    )


def _trust_list(connection: Connection, now: datetime) -> Finding:
    told = read_trust_list(connection)
    if told.next_at is None:
        first = say("La lista de confianza se publica sola al arrancar el servidor.")
        return Finding("trust_list", "warning", first)
    said = say(
        "La lista de confianza sirve hasta {day}; el servidor publica otra por sí solo.",
        day=f"{told.next_at:%Y-%m-%d}",
    )
    late = told.next_at - now < WARN_BEFORE
    return Finding("trust_list", "warning" if late else "ok", said)


def _outside(connection: Connection, now: datetime) -> Iterator[Finding]:
    """The authorities of others that the list names: nobody renews those by itself."""
    for one in believed(read_trust_list(connection)):
        if one.valid_until - now < WARN_BEFORE:
            ends = say(
                "La autoridad ajena «{name}» sirve hasta {day}: pida su certificado nuevo y "
                "agréguelo con «fieldapp-server trust add».",
                name=one.name,
                day=f"{one.valid_until:%Y-%m-%d}",
            )
            yield Finding("outside", "warning", ends)
        elif one.list_due_at is not None and one.list_due_at < now:
            old = say(
                "La lista de revocación de «{name}» venció el {day}: pida la nueva y agréguela "
                "con «fieldapp-server trust add --crl».",
                name=one.name,
                day=f"{one.list_due_at:%Y-%m-%d}",
            )
            yield Finding("outside", "warning", old)


def _officers(connection: Connection, now: datetime) -> Finding:
    certified, ending = connection.execute(
        text(
            "select count(*), count(*) filter (where until < :soon) from ("
            "select max(c.valid_until) as until from certificate c "
            "join device d on d.id = c.device where d.state = 'active' group by d.id) as held"
        ),
        {"soon": now + WARN_BEFORE},
    ).one()
    if ending:
        soon = say(
            "Certificados de funcionarios que vencen en menos de 60 días: {n}. Se renuevan "
            "solos cuando esos equipos sincronizan.",
            n=ending,
        )
        return Finding("officers", "warning", soon)
    return Finding("officers", "ok", say("Equipos con certificado al día: {n}.", n=certified))


def _papers(connection: Connection) -> Iterator[Finding]:
    counted = connection.execute(
        text("select state, reason, count(*) as n from paper group by 1, 2 order by 3 desc")
    ).all()
    done = sum(one.n for one in counted if one.state == "completed")
    yield Finding("papers", "ok", say("Copias de actas con sello de tiempo: {n}.", n=done))
    for one in counted:
        if one.state != "completed" and one.reason not in _IN_ORDER:
            why = _WHY_LEFT.get(one.reason, _OTHERWISE)
            left = say("Copias de actas sin sello de tiempo: {n}, {why}.", n=one.n, why=why)
            yield Finding("papers", "warning", left)
