"""What each command of `fieldapp-server` does: opens headquarters, asks one desk, prints."""

import secrets
from argparse import Namespace
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any, TypeAlias

import msgspec
from sqlalchemy import Engine

from fieldapp.packs import load_pack
from fieldapp.records.text import Text, Words, say
from fieldapp.rules.permissions import Role
from sync.server.activation import activation_card, save_card, save_qr
from sync.server.authority import Entity
from sync.server.clock import utc_now
from sync.server.keys import Keys, fingerprint, make_keys, open_keys
from sync.server.places import ServerPlaces
from sync.server.recovery import Asking, must_be_told
from sync.server.register import CODE_DAYS, Register
from sync.server.switches import switch
from sync.server.trust_list import tell_trust

HEADQUARTERS_OFFICE = "SEDE"
FIRST_ADMINISTRATOR = "admin"


@dataclass(frozen=True, slots=True)
class Call:
    """What a command is handed besides its own arguments."""

    places: ServerPlaces
    words: Words
    json: bool

    def tell(self, text: Text, **facts: Any) -> None:
        """Print a sentence, or the facts behind it when JSON was asked for."""
        print(msgspec.json.encode(facts).decode() if self.json else self.words(text))

    def keys(self) -> Keys:
        """Open the key folder."""
        return open_keys(self.places.keys, self.places.key_passphrase())

    @contextmanager
    def register(self) -> Generator[Register]:
        """Open the register of accounts and devices."""
        with self.places.database_open() as engine:
            yield _register(engine)


Command: TypeAlias = Callable[[Call, Namespace], None]


def init(call: Call, chosen: Namespace) -> None:
    """Make keys, tables, scopes and the first administrator; print the recovery sheet once."""
    pack = load_pack(chosen.country)
    passphrase = call.places.key_passphrase()
    with call.places.database_open() as engine:
        register = _register(engine)
        register.begin(pack)
        recovery_code = make_keys(call.places.keys, passphrase, secrets.token_bytes)
        keys = open_keys(call.places.keys, passphrase)
        keys.authorities.appoint_due(Entity.of(pack), utc_now(), secrets.token_bytes)
        name = pack.words.headquarters
        every = [one.code for one in pack.catalogue("register_groups")]
        register.add_office(pack, HEADQUARTERS_OFFICE, name, pack.country, every)
        register.add_account(pack, FIRST_ADMINISTRATOR, name, HEADQUARTERS_OFFICE, Role.ADMIN.value)
        code = register.new_code(keys, FIRST_ADMINISTRATOR)
    sheet = say(
        "HOJA DE RECUPERACIÓN · se muestra una sola vez · imprímala y guárdela en caja fuerte\n"
        "{name} ({country})\n"
        "Carpeta de claves: {folder} (cópiela aparte de la base de datos)\n"
        "Código que abre las claves sin contraseña: {recovery}\n"
        "Huella de la clave: {fingerprint}\n"
        "Cuenta «{login}», código de un solo uso, vence en {days} días: {code}",
        name=name,
        country=pack.country,
        folder=str(call.places.keys),
        recovery=recovery_code,
        fingerprint=fingerprint(keys.answers_public),
        login=FIRST_ADMINISTRATOR,
        days=CODE_DAYS,
        code=code,
    )
    call.tell(
        sheet,
        country=pack.country,
        recovery_code=recovery_code,
        headquarters_key=keys.answers_public,
        login=FIRST_ADMINISTRATOR,
        code=code,
    )


def serve(call: Call, chosen: Namespace) -> None:
    """Answer laptops until SIGTERM or Ctrl-C."""
    from sync.server.serving import Door, serve_until_told

    workers = chosen.workers or call.places.workers
    tls = (chosen.tls_certificate, chosen.tls_key)
    serve_until_told(call.places, Door(chosen.host, chosen.port, *tls, workers))


def add_office(call: Call, chosen: Namespace) -> None:
    """Add an office."""
    with call.register() as register:
        pack = call.places.pack(register.country())
        office = register.add_office(pack, chosen.code, chosen.name, chosen.territory)
    call.tell(say("Oficina «{code}» guardada.", code=chosen.code), id=office, code=chosen.code)


def switch_group(call: Call, chosen: Namespace) -> None:
    """Switch a group of registers on or off for an office; nothing of it is lost."""
    with call.register() as register:
        pack = call.places.pack(register.country())
        on = switch(register, pack, chosen.code, chosen.group, on=chosen.state == "on")
    label = pack.catalogue("register_groups").label
    call.tell(
        say(
            "La oficina «{code}» trabaja con: {groups}.",
            code=chosen.code,
            groups="; ".join(map(label, on)),
        ),
        code=chosen.code,
        groups=on,
    )


def add_user(call: Call, chosen: Namespace) -> None:
    """Add an account."""
    with call.register() as register:
        pack = call.places.pack(register.country())
        account = register.add_account(pack, chosen.login, chosen.name, chosen.office, chosen.role)
    call.tell(say("Cuenta «{login}» creada.", login=chosen.login), id=account, login=chosen.login)


def permit(call: Call, chosen: Namespace) -> None:
    """Let an account work in one more territory, perhaps for a known time."""
    with call.register() as register:
        zone = call.places.pack(register.country()).formats.zone
        since = datetime.combine(chosen.since, time(), zone) if chosen.since else None
        # The last day still counts whole.
        after = chosen.until + timedelta(days=1) if chosen.until else None
        until = datetime.combine(after, time(), zone) if after else None
        register.permit(chosen.login, chosen.scope, since, until)
    call.tell(say("Permiso guardado."), login=chosen.login, scope=chosen.scope)


def end_permit(call: Call, chosen: Namespace) -> None:
    """End a permit."""
    with call.register() as register:
        register.end_permit(chosen.login, chosen.scope)
    call.tell(say("Permiso terminado."), login=chosen.login, scope=chosen.scope)


def block(call: Call, chosen: Namespace) -> None:
    """Block an account."""
    with call.register() as register:
        register.block(chosen.login, blocked=True)
    call.tell(
        say(
            "Cuenta «{login}» bloqueada. Lo que sus equipos envíen se recibe; no reciben nada.",
            login=chosen.login,
        ),
        login=chosen.login,
    )


def unblock(call: Call, chosen: Namespace) -> None:
    """Let a blocked account in again."""
    with call.register() as register:
        register.block(chosen.login, blocked=False)
    call.tell(say("Cuenta «{login}» activa.", login=chosen.login), login=chosen.login)


def device_code(call: Call, chosen: Namespace) -> None:
    """Print a one-time code, and nothing else, so that a script can read it.

    With `--file` or `--qr` it is also written where an officer's laptop can read it.
    """
    keys = call.keys()
    if chosen.file or chosen.qr:
        # What can be refused is refused before a code is made.
        authority = Path(chosen.ca) if chosen.ca else None
        card = activation_card(chosen.url, "-", keys.answers_public, authority)
    else:
        card = None
    with call.register() as register:
        code = register.new_code(keys, chosen.login)
    if card is not None:
        card = msgspec.structs.replace(card, code=code)
        if chosen.file:
            save_card(card, Path(chosen.file))
        if chosen.qr:
            save_qr(card, Path(chosen.qr))
    call.tell(say("{code}", code=code), code=code, login=chosen.login, days=CODE_DAYS)


def list_devices(call: Call, chosen: Namespace) -> None:
    """List every device ever enrolled."""
    del chosen
    with call.register() as register:
        devices = register.devices()
    if call.json:
        print(msgspec.json.encode(devices).decode())
        return
    for device in devices:
        print(call.words(_device_line(device)))


def _device_line(device: Mapping[str, Any]) -> Text:
    return say(
        "{code} · {login} · {state} · visto: {seen} · en cuarentena: {quarantined} · "
        "en espera: {held} · reloj adelantado: {ahead} s",
        code=device["code"],
        login=device["login"],
        state=device["state"],
        seen=f"{device['seen_at']:%Y-%m-%d %H:%M} UTC" if device["seen_at"] else "—",
        quarantined=device["in_quarantine"],
        held=device["held"],
        ahead=device["clock_ahead_s"],
    )


def revoke(call: Call, chosen: Namespace) -> None:
    """Revoke a device, and say so in the revocation list that laptops receive.

    Without the keys at hand the running server writes the list, within a minute.
    """
    with call.register() as register:
        register.revoke(chosen.code, chosen.reason)
        if call.places.passphrase:
            _tell_trust(register, call.keys())
    call.tell(say("Equipo «{code}» revocado.", code=chosen.code), code=chosen.code)


def recovery(call: Call, chosen: Namespace) -> None:
    """Print the recovery code of a device's vault, and write down who was told."""
    keys, asking = call.keys(), Asking(chosen.by, chosen.beside, chosen.reason)
    with call.register() as register:
        must_be_told(register.engine, call.places.keys, chosen.code, asking, utc_now())
        code = register.recovery_code(keys, chosen.code)
    call.tell(say("{code}", code=code), code=chosen.code, recovery_code=code)


def _tell_trust(register: Register, keys: Keys) -> None:
    entity, now = Entity.of(load_pack(register.country())), utc_now()
    holders = keys.authorities.appoint_due(entity, now, secrets.token_bytes)
    with register.engine.begin() as connection:
        tell_trust(connection, holders, now, secrets.token_bytes)


def _register(engine: Engine) -> Register:
    return Register(engine, utc_now, secrets.token_bytes)
