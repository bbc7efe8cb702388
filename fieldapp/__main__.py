"""Open the desktop, or do one job without a window.

Exit codes: 0 the job is done (1 and 2 are verdicts of `verify`), 64 wrong usage, 65 refused: the
person can mend it, 69 something outside failed (disk, network, clock), 70 a bug: a report file
without personal data says where, 141 whoever read the output went away. The words are the
person's, never a traceback.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import TextIOWrapper
from stat import S_ISFIFO
from typing import TYPE_CHECKING

from fieldapp import __version__
from fieldapp.machine.collecting import collect_seldom
from fieldapp.machine.places import Places
from fieldapp.records.text import SPANISH, Refused, Text, Worded, Words, say

if TYPE_CHECKING:
    from fieldapp.ui.places import Session

WRONG_USAGE = 64
REFUSED = 65
OUTSIDE = 69
BUG = 70
INTERRUPTED = 130
UNREAD = 141
"""As other programs end whose reader went away: `fieldapp … | head`."""

LANGUAGES = ("es", "en")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person wrote: the general options, the command and its own words.

    Without a `language` the one chosen on this laptop counts.
    """

    home: str | None = None
    officer: str | None = None
    language: str = ""
    command: str | None = None
    rest: tuple[str, ...] = ()
    wants: str = ""  # "help" or "version" when no command is named

    @property
    def places(self) -> Places:
        """The folders that this call works in."""
        return Places.chosen(self.home, os.environ, self.officer)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with these words (those of the command line if none) and exit."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    collect_seldom()
    _print_any_letter()
    try:
        asked = read_arguments(given, os.environ.get("FIELDAPP_LANG", ""))
    except Refused as refusal:
        return _tell(refusal.text, SPANISH, WRONG_USAGE)
    language = asked.language or _chosen_language(asked.places)
    words = SPANISH if language == "es" else _words(language)
    return guarded(lambda: _do(asked, words), asked.places, words)


def read_arguments(given: Sequence[str], language: str = "") -> Asked:
    """Take the general options, wherever they stand, from the words of one command.

    By hand, so that opening the desktop does not wait for a parser it has no use for.
    """
    options = {"--home": "", "--officer": "", "--lang": language if language in LANGUAGES else ""}
    rest: list[str] = []
    words = iter(given)
    for word in words:
        name, equals, value = word.partition("=")
        if name in options:
            options[name] = value if equals else next(words, "")
            _refuse_bad_option(name, options[name])
        else:
            rest.append(word)
    wants = {"--version": "version", "-h": "help", "--help": "help"}.get(rest[0] if rest else "")
    return Asked(
        home=options["--home"] or None,
        officer=options["--officer"] or None,
        language=options["--lang"],
        command=rest[0] if rest and not wants else None,
        rest=tuple(rest[1:]),
        wants=wants or "",
    )


def guarded(job: Callable[[], int], places: Places, words: Words) -> int:
    """Run a job and word whatever stops it; give the exit code."""
    try:
        code = job()
        _hand_over_output()
        return code
    except Refused as refusal:
        return _tell(refusal.text, words, REFUSED)
    except Worded as outside:
        return _tell(outside.text, words, OUTSIDE)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as failure:  # noqa: BLE001 - the one place that answers for every bug
        return _answer_for(failure, places, words)


def _answer_for(failure: Exception, places: Places, words: Words) -> int:
    if isinstance(failure, BrokenPipeError) and _nobody_reads():
        return UNREAD
    known = _outside_the_program(failure)
    if known is not None:
        return _tell(known, words, OUTSIDE)
    return _tell(_bug(failure, places), words, BUG)


def _hand_over_output() -> None:
    """Write what still waits to be written, while somebody can answer for it."""
    if sys.stdout is not None and not sys.stdout.closed:
        sys.stdout.flush()


def _nobody_reads() -> bool:
    """Tell whether it was our own output that broke; then nothing more is written to it."""
    if sys.stdout is None or not S_ISFIFO(os.fstat(sys.stdout.fileno()).st_mode):
        return False
    # As Python's own manual has it: what waits goes nowhere, and nothing complains at the end.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return True


def _do(asked: Asked, words: Words) -> int:
    from fieldapp.machine.too_old import refuse_old_machine

    refuse_old_machine()
    if asked.wants == "version":
        print(f"Bitácora {__version__}")
        return 0
    if asked.wants == "help":
        return _show_help(words)
    from fieldapp.machine.log import start_log

    start_log(asked.places.log)
    if asked.command is None:
        from fieldapp.windows import open_desktop

        return open_desktop(asked.places, words, sample=_sample)
    return _run_command(asked, asked.command, words)


def _sample(now: Callable[[], datetime]) -> Session:
    from fieldapp.demo.sample import open_sample

    return open_sample(now)


def _run_command(asked: Asked, command: str, words: Words) -> int:
    from fieldapp.commands import Call, command_names, run_command

    if command not in command_names():
        unknown = say("No existe la orden «{command}». Vea: fieldapp --help", command=command)
        return _tell(unknown, words, WRONG_USAGE)
    call = Call(asked.places, words, _now, os.environ)
    return run_command(command, asked.rest, call)


def _show_help(words: Words) -> int:
    from fieldapp.commands import command_names, load_command

    print(words(say("Uso: fieldapp [--home CARPETA] [--officer CUENTA] [--lang es|en] [ORDEN …]")))
    print(words(say("Sin orden abre el escritorio. Órdenes:")))
    for name in command_names():
        print(f"  {name:<10} {words(load_command(name).SUMMARY)}")
    print(words(say("Ayuda de una orden: fieldapp ORDEN --help")))
    return 0


def _refuse_bad_option(name: str, value: str) -> None:
    if not value:
        raise Refused(say("Falta el valor de la opción {option}.", option=name))
    if name == "--lang" and value not in LANGUAGES:
        raise Refused(say("El idioma «{language}» no existe: use es o en.", language=value))


def _outside_the_program(failure: Exception) -> Text | None:
    """Word the failures of disk and system libraries that no room could foresee."""
    if isinstance(failure, ImportError):
        from fieldapp.machine.too_old import missing_library

        return missing_library(failure)
    if not isinstance(failure, OSError):
        return None
    if failure.errno in (errno.ENOSPC, errno.EDQUOT):
        return say("El disco está lleno: libere espacio y repita. Lo guardado está a salvo.")
    if failure.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return say(
            "Sin permiso para usar «{file}». Lo guardado está a salvo.",
            file=str(failure.filename or ""),
        )
    return None


def _bug(failure: Exception, places: Places) -> Text:
    from fieldapp.machine.log import write_bug_report

    try:
        report = write_bug_report(places.log, failure, __version__, _now())
    except OSError:
        return say("El programa falló y no pudo dejar un informe. Lo guardado está a salvo.")
    return say(
        "El programa falló. Lo guardado está a salvo. El informe para soporte, sin datos "
        "personales, quedó en {file}",
        file=str(report),
    )


def _chosen_language(places: Places) -> str:
    from fieldapp.machine.preferences import read_preferences

    return read_preferences(places.home).language


def _words(language: str) -> Words:
    from fieldapp.packs.words import load_words

    return load_words(language)


def _now() -> datetime:
    return datetime.now(UTC)


def _tell(text: Text, words: Words, code: int) -> int:
    if sys.stderr is not None:
        print(words(text), file=sys.stderr)
    return code


def _print_any_letter() -> None:
    """Make a Windows console or a pipe take accents; a windowed bundle has no streams at all."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main())
