"""What must hold, whatever happened: after every answer, and when everything has drained."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from fieldapp.store.old_visits import is_put_away
from fieldapp.store.wire_form import WireForm
from sync.protocol.body import read_body
from sync.protocol.canonical import canonical
from sync.server.units import Key, Row, units_of
from tests.simulation.headquarters import Headquarters
from tests.simulation.kinds import TODAY
from tests.simulation.laptops import Laptop
from tests.simulation.officers import sealed_content
from tests.simulation.oracle import Node, Oracle, Violation, node_of

_EMPTY: Final = canonical(None)

# After every answer that a laptop takes in


def check_laptop(laptop: Laptop, oracle: Oracle) -> None:
    """I3, I4: no child without its root, no sealed acta that nobody signed so.

    A laptop that lost a visit by damage may be told of a point of it: then it sets the point aside
    until its digests have told what is lacking.
    """
    if laptop.machine.disk.execute("PRAGMA foreign_key_check").fetchone():
        raise Violation(f"I4 {laptop.name}: a child without its root")
    aside = laptop.machine.disk.execute('SELECT "kind" FROM "unknown_record"').fetchall()
    if not laptop.damaged and any(kind in laptop.machine.kinds for (kind,) in aside):
        raise Violation(f"I4 {laptop.name}: a child came without its root and was set aside")
    sealed = laptop.machine.disk.execute(
        'SELECT "id", "number", "title", "remarks", "status", "digest" FROM "minutes" '
        'WHERE "status" = \'sealed\' ORDER BY "id"'
    )
    for record, *content in sealed:
        names = ("number", "title", "remarks", "status", "digest")
        _as_signed(oracle, UUID(bytes=record), dict(zip(names, content, strict=True)), laptop.name)


def check_headquarters(headquarters: Headquarters) -> None:
    """I3: a sealed acta at headquarters is one that somebody signed, unmixed."""
    for row in headquarters.rows.values():
        if row.kind == "minutes" and row.vals.get("status") == "sealed":
            _as_signed(headquarters.oracle, row.id, dict(row.vals), "headquarters")


def _as_signed(oracle: Oracle, record: UUID, content: dict[str, Any], where: str) -> None:
    if sealed_content(content) not in oracle.seals[record]:
        raise Violation(f"I3 {where}: acta {record} is sealed with what nobody signed: {content}")


# When everything has drained


def check_end(headquarters: Headquarters, laptops: Iterable[Laptop]) -> None:
    """I1, I2, I7, I8."""
    check_headquarters(headquarters)
    everybody = list(laptops)
    for laptop in everybody:
        laptop.damaged = False
        check_laptop(laptop, headquarters.oracle)
        if not laptop.revoked:
            _check_equal(headquarters, laptop)
    _check_numbers(headquarters.oracle)
    vanished = headquarters.oracle.vanished(kept_nodes(headquarters))
    if vanished:
        record, name, value = vanished[0]
        author = headquarters.oracle.authors[vanished[0]]
        raise Violation(
            f"I2 {len(vanished)} values vanished, as {name} {value.decode()} of {record} "
            f"by {author}"
        )


def _check_withheld(oracle: Oracle, laptop: Laptop, key: Key, withheld: Mapping[str, Any]) -> None:
    """I8: of what an officer is not shown, the laptop holds what that officer typed, no more."""
    for name, value in withheld.items():
        author = oracle.authors.get(node_of(key[1], name, value), "")
        if value is not None and owner_of(author) != owner_of(laptop.name):
            raise Violation(f"I8 {laptop.name} was shown {name} of {key}: {value} by {author}")


def _check_numbers(oracle: Oracle) -> None:
    """I7: no number for two actas, unless a copied disk gave it again; and none left out.

    A copy that is brought back twice is a disk that was copied: both lives extend one series. What
    lay only on a disk that was lost left no number behind.
    """
    given: dict[str, dict[UUID, str]] = defaultdict(dict)
    for node, author in oracle.authors.items():
        record, name, value = node
        if name == "number" and value != b"null" and node not in oracle.excused:
            given[json.loads(value)][record] = author
    series: dict[str, list[int]] = defaultdict(list)
    for number, actas in sorted(given.items()):
        authors = list(actas.values())
        if len(actas) > len(set(authors)) or len({owner_of(author) for author in authors}) > 1:
            raise Violation(f"I7 number {number} was given to several actas: {actas}")
        code, _, place = number.rpartition("-")
        series[code].append(int(place))
    for code, places in series.items():
        if sorted(places) != list(range(1, len(places) + 1)):
            raise Violation(f"I7 series {code} has a gap: {sorted(places)}")


def owner_of(laptop: str) -> str:
    """Whose laptop it is: a copy is called `d1x23`, one brought back from a copy `d1'`."""
    return laptop.partition("x")[0].rstrip("'")


def kept_nodes(headquarters: Headquarters) -> set[Node]:
    """Every value that stands at headquarters or waits there for a person or a record.

    In a record that a restored headquarters has no more, whatever was emptied is empty still.
    """
    stands = {record for _, record in headquarters.rows}
    typed = headquarters.oracle.authors
    kept: set[Node] = {one for one in typed if one[2] == _EMPTY and one[0] not in stands}
    for row in headquarters.rows.values():
        kept |= _nodes(row.id, row.kind, row.vals)
        if row.kind == "conflict":
            kept |= _offered(row)
    for unit in headquarters.waiting_units():
        for offer in unit.offers:
            kept |= _nodes(offer.id, offer.kind, offer.vals)
    return kept


def _nodes(record: UUID, kind: str, vals: Mapping[str, Any]) -> set[Node]:
    """The values of a record; a field that is not among them is empty."""
    names = {field.name for field in TODAY[kind].fields}
    return {node_of(record, name, vals.get(name)) for name in names | vals.keys()}


def _offered(row: Row) -> set[Node]:
    """The value that a conflict keeps for a person."""
    about, name = UUID(row.vals["about"]), row.vals["field"]
    return {node_of(about, name, json.loads(row.vals["offered"]))}


def _check_equal(headquarters: Headquarters, laptop: Laptop) -> None:
    """I1: a laptop holds what its territories hold, at the same revisions."""
    here = dict(_held(laptop))
    there = headquarters.shown_to(laptop.identity().enrolment.account)
    in_review = _in_review(laptop)
    for key in sorted(here.keys() - there.keys() - in_review):
        raise Violation(f"I1 {laptop.name} holds {key}, which is not there for it: {here[key]}")
    for key in sorted(there.keys() - here.keys()):
        raise Violation(f"I1 {laptop.name} lacks {key}: {there[key][0]}")
    for key, (row, withheld, short) in sorted(there.items()):
        scope, rev, vals = here[key]
        _check_withheld(headquarters.oracle, laptop, key, {n: vals.get(n) for n in withheld})
        left = {*withheld, *(short if _is_away(laptop, key, row) else ())}
        want = {name: value for name, value in row.vals.items() if name not in left}
        have = {name: value for name, value in vals.items() if name not in withheld}
        if (want, row.scope, row.rev) != (have, scope, rev):
            raise Violation(
                f"I1 {laptop.name} differs in {key}: headquarters has {want} in {row.scope} at "
                f"{row.rev}, the laptop {have} in {scope} at {rev}"
            )


def _is_away(laptop: Laptop, key: Key, row: Row) -> bool:
    visit = row.vals.get("activity", str(row.id)) if key[0] != "activity" else str(row.id)
    with laptop.reading() as reading:
        return is_put_away(reading, UUID(visit))


def _held(laptop: Laptop) -> Iterator[tuple[Key, tuple[str, int, dict[str, Any]]]]:
    """Every record a laptop holds: its scope, its revision, its values in wire form."""
    states = {
        (kind, record): (scope, rev)
        for kind, record, scope, rev in laptop.machine.disk.execute(
            'SELECT "kind", "id", "scope", "rev" FROM "row_state"'
        )
    }
    for spec in laptop.machine.kinds:
        form = WireForm(spec)
        columns = ", ".join(f'"{name}"' for name in form.names)
        asked = f'SELECT "id", "extra", {columns} FROM "{spec.name}"'
        for record, extra, *row in laptop.machine.disk.execute(asked):
            vals = dict(form.wire(form.names, row)) | json.loads(extra or "{}")
            yield (spec.name, UUID(bytes=record)), (*states.get((spec.name, record), ("", 0)), vals)
    asked = 'SELECT "kind", "id", "fields" FROM "unknown_record"'
    for kind, record, fields in laptop.machine.disk.execute(asked):
        yield (kind, UUID(bytes=record)), (*states.get((kind, record), ("", 0)), json.loads(fields))


def _in_review(laptop: Laptop) -> set[Key]:
    """New records that headquarters set aside: they stay on the laptop, which says so."""
    found: set[Key] = set()
    asked = (
        'SELECT o."body", a."place" FROM "attention" a JOIN "outbox" o USING ("device", "number") '
        "WHERE a.\"verdict\" IN ('quarantined', 'held')"
    )
    for body, place in laptop.machine.disk.execute(asked):
        unit = units_of(read_body(body))[place]
        found |= {offer.key for offer in unit.offers if offer.created}
    return found
