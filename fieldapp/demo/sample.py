"""The program on invented records, for whoever wants to try it before activating the laptop.

It needs no network, no headquarters and no code: the laptop activates itself in a folder that is
gone when the window closes. Its records can be changed and printed; sending them leads nowhere.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from fieldapp.app import assemble_work, open_vault
from fieldapp.demo.day import play_the_day
from fieldapp.demo.laptops import PASSPHRASE
from fieldapp.machine.places import Places
from fieldapp.records import KINDS
from fieldapp.records.values import microseconds
from fieldapp.signing.keys import DeviceKey
from fieldapp.store.sample import sample_enrolment
from fieldapp.store.settings import EnrolAnswer
from fieldapp.ui.places import Session
from fieldapp.windows import assemble_session
from fieldapp.work.enrolment import Activation, Headquarters, Presented


def open_sample(now: Callable[[], datetime]) -> Session:
    """Play a day on a laptop of its own and give what opens a window on it."""
    folder = TemporaryDirectory(prefix="bitacora-ejemplo-", ignore_cleanup_errors=True)
    places = Places.under(Path(folder.name))
    activate_itself(places, now)
    with open_vault(places, PASSPHRASE) as opened:
        play_the_day(assemble_work(opened, now))
    session = assemble_session(open_vault(places, PASSPHRASE), now, places.log)

    def close() -> None:
        session.close()
        folder.cleanup()

    return replace(session, close=close)


def activate_itself(places: Places, now: Callable[[], datetime]) -> None:
    """Make the vault of an invented officer, as headquarters would."""
    headquarters = DeviceKey(os.urandom(32))

    def register(given: Presented) -> EnrolAnswer:
        key, at_us = headquarters.public, microseconds(now())
        sealing = os.urandom(32)
        return sample_enrolment(given.device_key, key, sealing, headquarters.sign, at_us)

    Activation(places.home, KINDS, register, os.urandom, now).activate(
        Headquarters(""), "", PASSPHRASE
    )
