"""`fieldapp demo`: an officer's day with a headquarters of its own, on this machine alone."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from fieldapp.commands import DONE, Call
from fieldapp.records.text import Words, say

SUMMARY = say("muestra un día de trabajo con datos inventados")
FOLDER = "bitacora-demo"


def add_arguments(parser: ArgumentParser, words: Words) -> None:
    """Declare where a demo without a screen leaves its papers."""
    parser.add_argument(
        "--headless",
        metavar="DIR",
        type=Path,
        help=words(say("sin ventanas a la vista: deja PDF, imágenes y cifras en DIR")),
    )
    parser.add_argument(
        "--country",
        metavar="CO|PE|HN",
        type=str.upper,
        help=words(say("en vez de un día, un año de todo el país: sesiones, espacios, acuerdos")),
    )


def run(chosen: Namespace, call: Call) -> int:
    """Play without a screen, or leave the desktop open on the played day."""
    from fieldapp.demo.play import play_and_stay, play_headless, screen_at_hand

    if chosen.country:
        return _show_country(chosen, call)
    if chosen.headless is None and screen_at_hand(call.words):
        return play_and_stay(call.words, call.now)
    folder = (chosen.headless or Path(FOLDER)).absolute()
    summary = play_headless(folder, call.words, call.now)
    call.tell(
        say(
            "Listo: acta {number}. El PDF, la asistencia, las imágenes y las cifras quedaron en "
            "{folder}",
            number=summary["acta_number"],
            folder=str(folder),
        )
    )
    return DONE


def _show_country(chosen: Namespace, call: Call) -> int:
    """Leave the desktop open on a whole country, or its board of results in a folder."""
    from fieldapp.demo.play import report_country, screen_at_hand, stay_in_country

    if chosen.headless is None and screen_at_hand(call.words):
        return stay_in_country(chosen.country, call.words, call.now)
    folder = (chosen.headless or Path(FOLDER)).absolute()
    report_country(chosen.country, folder, call.now)
    call.tell(say("Listo: el informe de vigencia quedó en {folder}", folder=str(folder)))
    return DONE
