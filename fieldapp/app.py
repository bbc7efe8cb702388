"""The only file that meets store, work and the sync client; each assembly imports what it needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from fieldapp.machine.places import Places
from fieldapp.records.text import Refused, say

if TYPE_CHECKING:
    from fieldapp.packs.pack import Pack
    from fieldapp.signing.line import LineSigner
    from fieldapp.store.files import Files
    from fieldapp.store.outgoing import Destination
    from fieldapp.store.pack_shelf import PackShelf
    from fieldapp.store.settings import Identity
    from fieldapp.store.sync_store import SyncStore
    from fieldapp.store.unit_of_work import Reading, Store
    from fieldapp.store.vault import Vault
    from fieldapp.work.conflicts import OpenConflict
    from fieldapp.work.enrolment import Headquarters
    from fieldapp.work.envelopes import Envelopes, SentOn
    from fieldapp.work.handing import Handing
    from fieldapp.work.syncing import Syncing, SyncStandings
    from fieldapp.work.work import Work
    from sync.client.asking import About
    from sync.client.https import HttpsLine
    from sync.client.ports import Watch
    from sync.client.probe import Probe
    from sync.client.trust import TrustingContext

SCHEMA: Final = 1
"""Linear number of the descriptions in `fieldapp.records`; it only grows."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An officer's vault, open. Close it, or use it in a `with` block."""

    vault: Vault
    store: Store
    files: Files
    identity: Identity
    shelf: PackShelf
    pack: Pack

    def close(self) -> None:
        """Close the records and let another process open the vault.

        What is unsent stays beside it, sealed, so that others can send it.
        """
        try:
            if self.vault.writing:
                _leave_for_headquarters(self)
        finally:
            self.store.close()
            self.vault.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_vault(places: Places, passphrase: str, *, writing: bool = True) -> Opened:
    """Open this officer's vault. `writing=False` works beside an open window.

    Raises Refused (none yet, several, none named, wrong passphrase, open elsewhere) or Outside.
    """
    from fieldapp.packs import load_pack
    from fieldapp.records import KINDS
    from fieldapp.signing.keys import is_signed_by
    from fieldapp.store.files import Files
    from fieldapp.store.pack_shelf import PackShelf
    from fieldapp.store.unit_of_work import Store
    from fieldapp.store.vault import Vault
    from fieldapp.store.vault_owners import chosen_vault, note_owner

    folder = chosen_vault(places.vaults, places.officer)
    with ExitStack() as opening:
        vault = opening.enter_context(Vault.open(folder, passphrase, writing=writing))
        store = opening.enter_context(Store.open(vault, KINDS))
        who = _enrolled(store)
        files = Files(vault.files_folder, vault.cipher_for("files"))
        shipped, key = load_pack(who.enrolment.country), who.enrolment.headquarters_key
        shelf = PackShelf(store, files, partial(is_signed_by, key), shipped)
        today = shipped.formats.day_of(_now())
        opened = Opened(vault, store, files, who, shelf, shelf.newest(today))
        if writing:
            # A copy brought back, or a device that became another, has a series of its own.
            note_owner(folder, who.enrolment.officer.login, who.series)
            _take_answers(opened)
        opening.pop_all()
    return opened


def _leave_for_headquarters(opened: Opened) -> None:
    """Leave what is unsent beside the vault, for whoever has a signal."""
    if _enrolled(opened.store).enrolment.envelope_key:
        assemble_envelopes(opened, _now).leave()


def _take_answers(opened: Opened) -> None:
    """Take in what others brought back from headquarters while the vault was closed."""
    from fieldapp.store.outgoing import Outgoing

    if Outgoing(opened.vault.folder).answers():
        assemble_envelopes(opened, _now).take_answers()
        settle_papers(opened, _now)


def settle_papers(opened: Opened, now: Callable[[], datetime]) -> frozenset[str]:
    """Stamp and sign the papers that what came from headquarters allows; the kinds changed."""
    from fieldapp.work import completing

    return completing.settle_papers(assemble_work(opened, now).desk)


def _now() -> datetime:
    return datetime.now(UTC)


def assemble_envelopes(opened: Opened, now: Callable[[], datetime]) -> Envelopes:
    """What a person can do without a network; it opens none.

    Raises Refused for a vault that was activated before headquarters had a key for envelopes.
    """
    import os

    from fieldapp.signing.envelope import EnvelopeKeys
    from fieldapp.store.letter_book import LetterBook
    from fieldapp.store.outgoing import Outgoing
    from fieldapp.work.clock import EngineClock
    from fieldapp.work.envelopes import Envelopes
    from sync.client import envelope
    from sync.client.asking import Asking
    from sync.client.correspondence import Correspondence

    who, memory, clock = _enrolled(opened.store), _memory(opened), EngineClock(now)
    if not who.enrolment.envelope_key:
        raise Refused(
            say("Este equipo se activó sin clave para archivos de envío. Sincronice por la red.")
        )
    signer = _signer(who)
    postman = envelope.Envelopes(
        letters=Correspondence(memory, signer),
        asking=Asking(memory, clock, signer, _about(opened, now)),
        memory=LetterBook(opened.store),
        clock=clock,
        sealing=EnvelopeKeys(who.signing_seed, who.enrolment.envelope_key, os.urandom),
    )
    outgoing = Outgoing(opened.vault.folder, who.server, who.authority)
    return Envelopes(opened.store, memory, postman, clock.now_us, outgoing)


def assemble_handing(opened: Opened, now: Callable[[], datetime]) -> Handing:
    """What an officer does to share a visit with a colleague's laptop; it needs no network."""
    from fieldapp.work.handing import Handing

    letters = assemble_envelopes(opened, now)
    account = opened.identity.enrolment.account
    return Handing(
        *(assemble_work(opened, now).desk, _memory(opened), account, letters, letters.outgoing)
    )


def send_envelopes(places: Places, proxies: Mapping[str, str] | None = None) -> list[SentOn]:
    """Send what closed vaults of this data folder left, without any password."""
    from fieldapp import RELEASED_AT
    from fieldapp.records.values import microseconds
    from fieldapp.store.vault import vaults_in
    from fieldapp.work.envelopes import send_on
    from sync.client.https import HttpsLine

    def hand_in(where: Destination, envelope: bytes) -> bytes:
        context = _context(lambda: microseconds(RELEASED_AT), where.authority)
        line = HttpsLine(where.address, context, proxies=_proxies(proxies, where.address))
        try:
            return line.hand_in(envelope)
        finally:
            line.close()

    return send_on(vaults_in(places.vaults), hand_in)


def _enrolled(store: Store) -> Identity:
    from fieldapp.store.settings import identity

    with store.read() as reading:
        who = identity(reading)
    if who is None:
        raise Refused(say("Esta bitácora no terminó de activarse: pida un código nuevo."))
    return who


def enrol(
    places: Places,
    headquarters: Headquarters,
    code: str,
    passphrase: str,
    now: Callable[[], datetime],
    proxies: Mapping[str, str] | None = None,
) -> Identity:
    """Activate this laptop with a one-time code. Raises Refused or Outside, in words."""
    import os
    import platform

    from fieldapp import RELEASED_AT, __version__
    from fieldapp.records import KINDS
    from fieldapp.records.values import microseconds
    from fieldapp.signing.keys import is_signed_by
    from fieldapp.store.settings import EnrolAnswer
    from fieldapp.work.enrolment import Activation, Presented
    from sync.client import enrolment
    from sync.client.https import HttpsLine
    from sync.protocol.enrolment import EnrolRequest

    context = _context(lambda: microseconds(RELEASED_AT), headquarters.authority)
    line = HttpsLine(headquarters.address, context, proxies=_proxies(proxies, headquarters.address))

    def register(given: Presented) -> EnrolAnswer:
        asked = EnrolRequest(
            *(given.code, given.device_key, __version__, SCHEMA, platform.platform()[:80]),
            *(given.reply_key, given.signing_request),
        )
        return enrolment.enrol(line, asked, is_signed_by, headquarters.key)

    try:
        activation = Activation(places.home, KINDS, register, os.urandom, now)
        return activation.activate(headquarters, code, passphrase)
    finally:
        line.close()


def assemble_work(opened: Opened, now: Callable[[], datetime]) -> Work:
    """Everything this officer can do with the vault; imports no window and no network."""
    import os

    import uuid_utils.compat

    from fieldapp.rules.directory import Directory
    from fieldapp.work.desk import Desk, Posting
    from fieldapp.work.switches import kinds_of_office
    from fieldapp.work.told_clock import told_clock
    from fieldapp.work.work import Work

    desk = Desk(
        store=opened.store,
        files=opened.files,
        kinds=kinds_of_office(opened.store, opened.pack, opened.identity.enrolment.office.id),
        pack=opened.pack,
        directory=Directory(opened.pack),
        posting=Posting.of(opened.identity),
        clock=told_clock(opened.store, now),
        new_id=uuid_utils.compat.uuid7,
        entropy=os.urandom,
    )
    return Work(desk)


def assemble_standing(opened: Opened) -> SyncStandings:
    """How things stand with headquarters, without a network library."""
    from fieldapp.records import KINDS
    from fieldapp.work.conflicts import open_conflicts
    from fieldapp.work.syncing import SyncStandings

    formats = opened.pack.formats
    officer = opened.identity.enrolment.officer.person

    def when(instant: datetime) -> str:
        return formats.moment(instant, apart=", ")

    def conflicts(reading: Reading) -> tuple[OpenConflict, ...]:
        return open_conflicts(reading, KINDS, opened.pack, officer)

    return SyncStandings(opened.store, _memory(opened), when, conflicts)


def assemble_sync(
    opened: Opened,
    now: Callable[[], datetime],
    proxies: Mapping[str, str] | None = None,
    watch: Watch | None = None,
) -> Syncing:
    """What a person can do about headquarters with this vault; call its `stop` at the end.

    Without `proxies` (by scheme), what the system's settings say. `watch` sees files travel.
    """
    from random import SystemRandom

    from fieldapp.packs.dictionaries import learnt_dictionaries
    from fieldapp.store.outgoing import Outgoing
    from fieldapp.work.clock import EngineClock
    from fieldapp.work.envelopes import HandingInFirst
    from fieldapp.work.syncing import Syncing
    from sync.client.engine import Device
    from sync.protocol.dictionary import Dictionaries

    who, memory = opened.identity, _memory(opened)
    line = _line(who, memory, proxies)
    signer = _signer(who)
    about, dictionaries = _about(opened, now), Dictionaries.of(learnt_dictionaries())
    device = Device(memory, line, EngineClock(now), SystemRandom(), signer, about, dictionaries)
    if watch is not None:
        device.let_watch(watch)
    engine = HandingInFirst(device, Outgoing(opened.vault.folder), line.hand_in)
    settle = partial(settle_papers, opened, now)
    return Syncing(opened.store, assemble_standing(opened), engine, now, settle, line.close)


def _about(opened: Opened, now: Callable[[], datetime]) -> About:
    """What the laptop says of itself to headquarters, and asks for its officer."""
    from fieldapp import __version__
    from fieldapp.work.own_signature import signing_request
    from sync.client.asking import About

    asking = partial(signing_request, assemble_work(opened, now).desk)
    return About(__version__, SCHEMA, signing_request=asking)


def _line(who: Identity, memory: SyncStore, proxies: Mapping[str, str] | None) -> HttpsLine:
    """The line of this vault to its headquarters; the newest beacon is the time it has proof of."""
    from fieldapp import RELEASED_AT
    from fieldapp.records.values import microseconds
    from sync.client.https import HttpsLine

    context = _context(lambda: max(memory.beacon_us(), microseconds(RELEASED_AT)), who.authority)
    return HttpsLine(who.server, context, proxies=_proxies(proxies, who.server))


def probe(
    opened: Opened, now: Callable[[], datetime], proxies: Mapping[str, str] | None = None
) -> Probe:
    """Try the way to headquarters step by step; what fails is told, never raised."""
    from fieldapp import __version__
    from fieldapp.work.clock import EngineClock
    from sync.client.probe import Probing

    who, memory = opened.identity, _memory(opened)
    line = _line(who, memory, proxies)
    signer = _signer(who)
    device = memory.device()
    try:
        return Probing(
            line, device, signer, EngineClock(now), __version__, SCHEMA, line.is_proxied
        ).probe()
    finally:
        line.close()


def _signer(who: Identity) -> LineSigner:
    from fieldapp.signing.keys import DeviceKey
    from fieldapp.signing.line import LineSigner

    return LineSigner(DeviceKey(who.signing_seed), who.enrolment.headquarters_key)


def _memory(opened: Opened) -> SyncStore:
    from fieldapp.store.sync_store import SyncStore

    return SyncStore(
        opened.store,
        opened.files,
        opened.pack.territories.level1,
        full_months=opened.pack.full_months,
    )


def _context(proven_us: Callable[[], int], authority: str) -> TrustingContext:
    import ssl

    from sync.client.trust import trusting_context

    try:
        return trusting_context(proven_us, authority)
    except ssl.SSLError as fault:
        raise Refused(say("El archivo de la autoridad no es un certificado (PEM).")) from fault


def _proxies(given: Mapping[str, str] | None, url: str) -> Mapping[str, str]:
    """What was handed in, else what the system says of this address (but for scripts: PAC)."""
    import urllib.request
    from urllib.parse import urlsplit

    if given is not None:
        return given
    direct = urllib.request.proxy_bypass(urlsplit(url).hostname or "")
    return {} if direct else urllib.request.getproxies()
