"""Bringing a copy back: a vault of its own, with a series of numbers of its own.

The laptop that made the copy may go on working, and may have given numbers since: so a restored
vault never continues the series, it extends it by itself and tells headquarters at the next sync.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec

from fieldapp.records.kinds import Kinds
from fieldapp.records.text import Outside
from fieldapp.store.backup import (
    check,
    check_signature,
    next_series,
    refuse_if_there,
    unpack,
)
from fieldapp.store.disk import disk_in_words
from fieldapp.store.files import Files, is_name
from fieldapp.store.settings import identity, set_identity
from fieldapp.store.unit_of_work import Authorship, Store
from fieldapp.store.vault import RESTORING_SUFFIX, Vault


def restore(copy: Path, folder: Path, passphrase: str, kinds: Kinds, author: Authorship) -> None:
    """Make the vault `folder` from a copy; opening it is then as ever.

    Everything is checked beside `folder` first, and takes its name last: a power cut leaves no
    half vault. Raises Refused (wrong passphrase, a vault is there) or Outside (no copy, damaged,
    disk full), and then nothing was made.
    """
    refuse_if_there(folder)
    beside = folder.with_name(folder.name + RESTORING_SUFFIX)
    shutil.rmtree(beside, ignore_errors=True)
    unpack(copy, beside)
    try:
        _bring_files(copy, beside)
        with Vault.open(beside, passphrase) as vault:
            check_signature(vault)
            with Store.open(vault, kinds) as store:
                _check(store, Files(vault.files_folder, vault.cipher_for("files")))
                _begin_new_series(store, author)
        beside.rename(folder)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def _bring_files(copy: Path, folder: Path) -> None:
    """A rotating copy left the files out: they lie beside the folder it was made in."""
    lying = copy.parent.parent / "files"
    if copy.parent.name != "backups" or not lying.is_dir():
        return
    with disk_in_words():
        for path in lying.iterdir():
            if is_name(path.name):
                shutil.copyfile(path, folder / "files" / path.name)


def _check(store: Store, files: Files) -> None:
    faults = check(store.database, files)
    if faults:
        raise Outside(faults[0])


def _begin_new_series(store: Store, author: Authorship) -> None:
    with store.write(author) as writing:
        who = identity(writing)
        if who is not None:
            series = next_series(who.series)
            set_identity(writing, msgspec.structs.replace(who, series=series, series_told=False))
