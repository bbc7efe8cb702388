"""The command line: one file a command, each parses, calls work and prints.

A command is a module of this folder with two functions:

    def add_arguments(parser: ArgumentParser, words: Words) -> None: ...
    def run(chosen: Namespace, call: Call) -> int: ...

Its name is the file's ("import" is in `import_.py`), its help is the module's `SUMMARY`, a `Text`.
Only the command asked for is imported: `fieldapp status` never pays for windows or PDF.

What `run` returns is the exit code of a job that ended; `Refused` and `Outside` may fly out of it.
"""

from __future__ import annotations

import getpass
import importlib
import pkgutil
import sys
from argparse import Action, ArgumentParser, HelpFormatter, Namespace
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn, Protocol, cast

from fieldapp.machine.places import Places
from fieldapp.records.text import Refused, Text, Words, say

if TYPE_CHECKING:
    from fieldapp.packs.pack import Pack

DONE = 0
WRONG_USAGE = 64
_YES = frozenset({"s", "sí", "si", "y", "yes"})


@dataclass(frozen=True, slots=True)
class Call:
    """What a command is handed besides its own arguments."""

    places: Places
    words: Words
    now: Callable[[], datetime]
    environment: Mapping[str, str] = field(default_factory=dict[str, str])

    def in_country(self, pack: Pack) -> Call:
        """The same call in the words of a vault's country, once it is open."""
        from fieldapp.packs.words import country_words

        return replace(self, words=country_words(pack, self.words))

    def tell(self, text: Text | str) -> None:
        """Print a sentence in the chosen language; a plain string is printed as it is."""
        print(self.words(text) if isinstance(text, Text) else text)

    def passphrase(self) -> str:
        """Take FIELDAPP_PASSPHRASE, or ask the person at the terminal."""
        given = self.environment.get("FIELDAPP_PASSPHRASE", "")
        if given:
            return given
        if not sys.stdin.isatty():
            raise Refused(say("Falta la contraseña: escríbala en la variable FIELDAPP_PASSPHRASE."))
        return getpass.getpass(self.words(say("Contraseña: ")))

    def pin(self) -> str | None:
        """Take FIELDAPP_TOKEN_PIN, or ask the person at the terminal; None where there is none."""
        given = self.environment.get("FIELDAPP_TOKEN_PIN", "")
        if given or not sys.stdin.isatty():
            return given or None
        return getpass.getpass(self.words(say("PIN del token: "))) or None

    def agrees(self, question: Text) -> bool:
        """Ask the person at the terminal; where there is none, the answer is no."""
        if not sys.stdin.isatty():
            self.tell(question)
            return False
        answer = input(f"{self.words(question)} {self.words(say('(s/n)'))} ")
        return answer.strip().casefold() in _YES


class Command(Protocol):
    """What each module of this folder offers."""

    SUMMARY: Text

    def add_arguments(self, parser: ArgumentParser, words: Words) -> None:
        """Declare the command's own arguments."""

    def run(self, chosen: Namespace, call: Call) -> int:
        """Do the job and give its exit code."""
        ...


def command_names() -> tuple[str, ...]:
    """Give every command by name, without importing any."""
    found = (module.name for module in pkgutil.iter_modules(__path__))
    return tuple(sorted(name.rstrip("_").replace("_", "-") for name in found))


def load_command(name: str) -> Command:
    """Import one command by its name."""
    module = name.replace("-", "_")
    present = {found.name for found in pkgutil.iter_modules(__path__)}
    chosen = module if module in present else f"{module}_"
    return cast("Command", importlib.import_module(f"{__name__}.{chosen}"))


def run_command(name: str, rest: Sequence[str], call: Call) -> int:
    """Run one command with the words after its name."""
    command = load_command(name)
    parser = Parser(call.words, prog=f"fieldapp {name}", description=call.words(command.SUMMARY))
    command.add_arguments(parser, call.words)
    return command.run(parser.parse_args(list(rest)), call)


class Parser(ArgumentParser):
    """An argument parser that says what is wrong in the chosen language and exits with 64."""

    def __init__(self, words: Words, *, prog: str, description: str = "") -> None:
        super().__init__(
            prog=prog,
            description=description,
            formatter_class=partial(_HelpLayout, usage=words(say("Uso: "))),
            add_help=False,
            allow_abbrev=False,
        )
        self._words = words
        self._positionals.title = words(say("Qué se escribe"))
        self._optionals.title = words(say("Opciones"))
        self.add_argument("-h", "--help", action="help", help=words(say("muestra esta ayuda")))

    def error(self, message: str) -> NoReturn:
        """Say which argument is wrong and how to get help."""
        del message  # argparse words it in English only
        wrong = say("No se entiende la orden. Se escribe así:")
        print(self._words(wrong), file=sys.stderr)
        print(self.format_usage().strip(), file=sys.stderr)
        sys.exit(WRONG_USAGE)


class _HelpLayout(HelpFormatter):
    """argparse's own layout, with the word before the usage in the chosen language."""

    def __init__(self, prog: str, usage: str) -> None:
        super().__init__(prog)
        self._usage = usage

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """Lay out the usage after our own word."""
        super().add_usage(usage, actions, groups, self._usage if prefix is None else prefix)
