"""`fieldapp-server check | backup | restore | restore-drill`: keeping headquarters whole."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import msgspec

from fieldapp.records.text import Outside, say, say_n
from sync.server.backups import make_backup, remember, restore_backup
from sync.server.clock import utc_now
from sync.server.commands import Call
from sync.server.database import migrate
from sync.server.drill import drill
from sync.server.files import open_files
from sync.server.form_ledger import form_findings
from sync.server.inspection import (
    Finding,
    backup_finding,
    certificate_finding,
    database_findings,
    file_finding,
    key_findings,
)
from sync.server.places import engine_of
from sync.server.trust_inspection import authority_findings

_MARKS = {"ok": "·", "warning": "!", "fault": "✗"}


def check(call: Call, chosen: Namespace) -> None:
    """Look everything over; each finding is told, nothing is changed. Raises `Outside`, exit 69."""
    findings = list(key_findings(call.places.keys, call.places.key_passphrase()))
    if chosen.tls_certificate:
        findings.append(certificate_finding(Path(chosen.tls_certificate), utc_now()))
    with call.places.database_running() as address, engine_of(address) as engine:
        with engine.connect() as connection:
            findings += database_findings(connection)
            if all(one.state != "fault" for one in findings):
                keys = call.keys()
                findings += authority_findings(connection, keys.authorities, utc_now())
                findings += form_findings(connection)
        files = open_files(call.places.files, call.places.files_endpoint)
        findings.append(file_finding(engine, files))
    findings.append(backup_finding(call.places.home, utc_now()))
    _tell(call, findings)
    _must_be_sound(findings)


def backup(call: Call, chosen: Namespace) -> None:
    """Write the database and the list of files to one file; name what must be kept besides."""
    file = Path(chosen.file).absolute()
    with call.places.database_running() as address, engine_of(address) as engine:
        migrate(engine)
        manifest = make_backup(engine, address, file, utc_now())
    remember(call.places.home, file, manifest)
    call.tell(
        say(
            "Copia de la base de datos en «{file}» (revisión {revision}, {records} registros).\n"
            "No está en ella y debe guardarse aparte:\n"
            "  las claves, en «{keys}»: sin ellas ningún equipo confía en el servidor recuperado;\n"
            "  {files} archivos ({mib} MB), en «{where}»; la copia lleva su lista.",
            file=str(file),
            revision=manifest.revision,
            records=manifest.rows["record"],
            keys=str(call.places.keys),
            files=manifest.files,
            mib=round(manifest.files_bytes / 2**20),
            where=call.places.files,
        ),
        file=str(file),
        keys=str(call.places.keys),
        files_in=call.places.files,
        **msgspec.to_builtins(manifest),
    )


def restore(call: Call, chosen: Namespace) -> None:
    """Read a backup into an empty database."""
    file = Path(chosen.file).absolute()
    with call.places.database_running() as address:
        manifest = restore_backup(address, file)
        with engine_of(address) as engine:
            migrate(engine)
    call.tell(
        say(
            "El servidor volvió a la revisión {revision} ({records} registros). Traiga también las "
            "claves a «{keys}» y los archivos a «{where}»; después: fieldapp-server check. "
            "Los equipos devuelven por sí mismos lo que falte desde la copia.",
            revision=manifest.revision,
            records=manifest.rows["record"],
            keys=str(call.places.keys),
            where=call.places.files,
        ),
        **msgspec.to_builtins(manifest),
    )


def restore_drill(call: Call, chosen: Namespace) -> None:
    """Bring a backup back beside, use it, drop it. Raises `Outside` when it would not do."""
    keys = call.keys()
    file = Path(chosen.file).absolute() if chosen.file else None
    with call.places.database_running() as address:
        drilled = drill(address, keys, file)
    seconds = timedelta(seconds=round(drilled.seconds))
    if call.json:
        facts = {
            "passed": drilled.passed,
            "revision": drilled.revision,
            "records": drilled.records,
            "rewind_seen": drilled.rewind_seen,
            "received": drilled.received,
            "certified": drilled.certified,
            "seconds": drilled.seconds,
            "findings": _plain(call, drilled.findings),
        }
        print(msgspec.json.encode(facts).decode())
    else:
        _tell(call, drilled.findings)
        call.tell(
            say(
                "Simulacro en {time}: la copia volvió completa (revisión {revision}, {records} "
                "registros). Un equipo de prueba notó el regreso: {seen}; su registro se recibió: "
                "{received}; su clave se certificó: {certified}. La base de prueba se borró.",
                time=str(seconds),
                revision=drilled.revision,
                records=drilled.records,
                seen=say("sí") if drilled.rewind_seen else say("NO"),
                received=say("sí") if drilled.received else say("NO"),
                certified=say("sí") if drilled.certified else say("NO"),
            )
        )
    if not drilled.passed:
        raise Outside(say("La copia no serviría para seguir trabajando: haga otra y avise."))


def _tell(call: Call, findings: Sequence[Finding]) -> None:
    if call.json:
        sound = all(finding.state != "fault" for finding in findings)
        facts = {"sound": sound, "findings": _plain(call, findings)}
        print(msgspec.json.encode(facts).decode())
        return
    for finding in findings:
        print(f"{_MARKS[finding.state]} {call.words(finding.text)}")


def _plain(call: Call, findings: Sequence[Finding]) -> list[dict[str, str]]:
    return [
        {"subject": one.subject, "state": one.state, "text": call.words(one.text)}
        for one in findings
    ]


def _must_be_sound(findings: Sequence[Finding]) -> None:
    faults = sum(finding.state == "fault" for finding in findings)
    sys.stdout.flush()
    if faults:
        raise Outside(say_n("Hay un daño en el servidor.", "Hay {n} daños en el servidor.", faults))
