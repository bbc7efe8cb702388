"""The English catalogue: find every Spanish sentence of the program, keep resources/…/en.po true.

Sentences are found where they are written (`say`, `say_n`, `Text`, `words("…")`), labels in the
values that describe the kinds. `uv run poe words` adds what is new and drops what is gone; a
person writes the English in between.
"""

from __future__ import annotations

import ast
import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from fieldapp.packs import COUNTRIES, load_pack
from fieldapp.records import KINDS
from fieldapp.records.choices import CHOICES

TREE = Path(__file__).resolve().parents[2]
ENGLISH = TREE / "resources" / "translations" / "en.po"
HEADER = """\
# The program in English. Sources are Spanish; `uv run poe words` adds what is new.
msgid ""
msgstr ""
"Language: en\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
Source = str | tuple[str, str]
# Which positional arguments of a call are Spanish source sentences.
ONE_SENTENCE = {"say": (0,), "Text": (0,), "words": (0,), "_words": (0,), "_gendered": (0, 1)}
# These also take a label of a description, or a sentence that another module wrote.
PASSES_LABELS = ("Text", "words", "_words")
MAY_PASS_ON = ("fieldapp/records/text.py", "fieldapp/records/phrases.py")


def main() -> None:
    """Rewrite en.po and say what still waits for its English."""
    catalogue = refreshed()
    ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    text = io.BytesIO()
    write_po(text, catalogue, width=100, omit_header=True)
    ENGLISH.write_bytes(HEADER.encode() + text.getvalue())
    waiting = untranslated(catalogue)
    print(f"{len(catalogue)} sentences, {len(waiting)} without English")
    for source in waiting:
        print("  ", source)


def refreshed() -> Catalog:
    """Give the catalogue of today's sentences with the English that is already written."""
    written = english()
    catalogue = Catalog(locale="en")
    for source, file in sorted(sources(), key=lambda found: (found[1], str(found[0]))):
        known = written.get(source if isinstance(source, str) else source[0])
        catalogue.add(source, known.string if known else None, [(file, None)])  # pyright: ignore[reportArgumentType]
    return catalogue


def english() -> Catalog:
    """Read en.po as it stands; empty when there is none yet."""
    if not ENGLISH.exists():
        return Catalog(locale="en")
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en")


def sources() -> set[tuple[Source, str]]:
    """Give every sentence with the file it was first found in."""
    found: dict[Source, str] = {}
    for path in sorted([*TREE.glob("fieldapp/**/*.py"), *TREE.glob("sync/**/*.py")]):
        name = path.relative_to(TREE).as_posix()
        for source in sentences_of(ast.parse(path.read_text(encoding="utf-8")), name):
            found.setdefault(source, name)
    for label in labels():
        found.setdefault(label, "fieldapp/records")
    return {(source, file) for source, file in found.items() if source}


def labels() -> Iterator[str]:
    """Give the words of the descriptions: kinds (also inside a sentence), fields, choices."""
    named = [(spec.label, spec.plural) for spec in KINDS]
    for words in (load_pack(country).words for country in COUNTRIES):
        named += [(one.one, one.many) for one in (words.visit, words.minutes)]
    for label in (label for both in named for label in both):
        yield label
        yield label[:1].lower() + label[1:]
    for spec in KINDS:
        yield from (field.label for field in spec.fields)
    for choices in CHOICES.values():
        yield from (choice.label for choice in choices)


def sentences_of(module: ast.Module, name: str) -> Iterator[Source]:
    """Give the sentences that one file hands to say, say_n, Text or words."""
    known = _constants_by_name(module)
    for call in (node for node in ast.walk(module) if isinstance(node, ast.Call)):
        function = _name(call.func)
        if function == "say_n":
            both = [_written(call.args[position], known) for position in (0, 1)]
            yield from zip(*both, strict=True)
        for position in ONE_SENTENCE.get(function, ()):
            written = _written(call.args[position], known) if len(call.args) > position else []
            if not written and function not in PASSES_LABELS and name not in MAY_PASS_ON:
                message = f"{name}:{call.lineno}: a sentence must be written out where it is said"
                raise ValueError(message)
            yield from written


def untranslated(catalogue: Catalog) -> list[Source]:
    """Give the sentences that have no English yet."""
    return [message.id for message in catalogue if message.id and not _full(message.string)]  # pyright: ignore[reportReturnType]


def _full(string: object) -> bool:
    return all(string) if isinstance(string, tuple) else bool(string)


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr if function.attr in ("words", "_words") else ""
    return function.id if isinstance(function, ast.Name) else ""


def _written(argument: ast.expr, known: dict[str, list[str]]) -> list[str]:
    """Give the sentences an argument can be: one, either of two, or what a name stands for."""
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return [argument.value]
    if isinstance(argument, ast.IfExp):
        return _written(argument.body, known) + _written(argument.orelse, known)
    return known.get(argument.id, []) if isinstance(argument, ast.Name) else []


def _constants_by_name(module: ast.Module) -> dict[str, list[str]]:
    known: dict[str, list[str]] = {}
    for node in ast.walk(module):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            for sentence in _written(node.value, {}):
                known.setdefault(node.targets[0].id, []).append(sentence)
    return known


if __name__ == "__main__":
    main()
