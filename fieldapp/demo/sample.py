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
from typing import Final

from fieldapp.app import assemble_work, open_vault
from fieldapp.demo.country import fill_country
from fieldapp.demo.day import play_the_day
from fieldapp.demo.laptops import PASSPHRASE
from fieldapp.machine.places import Places
from fieldapp.packs import Pack, load_pack
from fieldapp.records import KINDS
from fieldapp.records.describe import NATIONAL
from fieldapp.records.values import microseconds
from fieldapp.signing.keys import DeviceKey
from fieldapp.store.sample import SamplePost, sample_enrolment
from fieldapp.store.settings import EnrolAnswer
from fieldapp.ui.places import Session
from fieldapp.windows import assemble_session
from fieldapp.work.enrolment import Activation, Headquarters, Presented

CAUCA: Final = SamplePost(
    country="CO",
    name="Lina Marcela Caicedo Ruiz",
    role="officer",
    office_code="DTCAUCA",
    office_name="Dirección Territorial Cauca",
    territory="19",
    home_scope="19",
    scopes=("0", "19", "76"),
)


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


def lay_country(places: Places, country: str, now: Callable[[], datetime]) -> None:
    """Make a vault with a year of a whole country, as somebody at headquarters sees it."""
    activate_itself(places, now, at_headquarters(load_pack(country)))
    with open_vault(places, PASSPHRASE) as opened:
        fill_country(assemble_work(opened, now))


def at_headquarters(pack: Pack) -> SamplePost:
    """Somebody who does not exist, permitted every department of a country."""
    departments = (one.code for one in pack.territories if one.level == 1)
    return SamplePost(
        country=pack.country,
        name="Elena Duarte Prado",
        role="admin",
        office_code="SEDE",
        office_name=pack.words.headquarters,
        territory=pack.country,
        home_scope=NATIONAL,
        scopes=(NATIONAL, *departments),
    )


def activate_itself(
    places: Places,
    now: Callable[[], datetime],
    post: SamplePost = CAUCA,
    headquarters: DeviceKey | None = None,
) -> None:
    """Make the vault of an invented officer, as headquarters would; by default one of its own."""
    headquarters = headquarters or DeviceKey(os.urandom(32))

    def register(given: Presented) -> EnrolAnswer:
        key, sign, at_us = headquarters.public, headquarters.sign, microseconds(now())
        return sample_enrolment(given.device_key, key, os.urandom(32), sign, at_us, post)

    Activation(places.home, KINDS, register, os.urandom, now).activate(
        Headquarters(""), "", PASSPHRASE
    )
