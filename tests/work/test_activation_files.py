"""What an officer brings to activate a laptop: a file, a picture of the QR, or something else."""

from __future__ import annotations

import random
from pathlib import Path

import msgspec
import pytest
from PIL import Image, ImageFilter

from fieldapp.records.text import Outside, Refused
from fieldapp.rules.activation import ActivationCard, certificate_digest
from fieldapp.work.activation_files import read_activation, read_authority
from fieldapp.work.enrolment import Headquarters
from sync.server.activation import activation_card, save_card, save_qr
from tests.given.web import Ministry

ADDRESS = "https://bitacora.ministerio.example"


@pytest.fixture
def ministry(tmp_path: Path) -> Ministry:
    return Ministry(tmp_path)


@pytest.fixture
def card(ministry: Ministry, tmp_path: Path) -> ActivationCard:
    authority = tmp_path / "authority.pem"
    authority.write_text(ministry.pem)
    return activation_card(ADDRESS, "7KQ2-M9XD", bytes(range(32)), authority)


def photographed(picture: Path, folder: Path, degrees: float = 17) -> Path:
    """Photograph a printed QR with a phone: askew, in perspective, grey, noisy, as JPEG."""
    with Image.open(picture) as drawn:
        sheet = Image.new("L", (drawn.width * 2, drawn.height * 2), 235)
        sheet.paste(drawn.convert("L"), (drawn.width // 2, drawn.height // 2))
    sheet = sheet.rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=120)
    wide, high = sheet.size
    seen = sheet.transform(
        (1600, 1600),
        Image.Transform.QUAD,
        (wide * 0.04, 0, 0, high, wide, high * 0.97, wide * 0.93, high * 0.05),
        resample=Image.Resampling.BICUBIC,
    ).filter(ImageFilter.GaussianBlur(1.2))
    chance = random.Random(3)
    noise = Image.frombytes("L", seen.size, chance.randbytes(seen.width * seen.height))
    seen = Image.blend(seen, noise, 0.12)
    photo = folder / "IMG_20261120.jpg"
    seen.save(photo, quality=70)
    return photo


def test_the_file_is_read(card: ActivationCard, tmp_path: Path) -> None:
    save_card(card, tmp_path / "activacion.json")
    assert (tmp_path / "activacion.json").stat().st_mode & 0o077 == 0
    sede = Headquarters(ADDRESS, card.authority, card.headquarters_key)
    assert read_activation(tmp_path / "activacion.json") == (sede, card.code)


def test_the_qr_is_read_as_it_was_drawn(card: ActivationCard, tmp_path: Path) -> None:
    save_qr(card, tmp_path / "qr.png")
    sede, code = read_activation(tmp_path / "qr.png")
    assert (sede.address, sede.key, code) == (ADDRESS, card.headquarters_key, card.code)
    assert sede.authority.split() == card.authority.split()


@pytest.mark.parametrize("degrees", [-32, 4, 17, 90])
def test_a_phone_photo_taken_askew_is_read(
    card: ActivationCard, tmp_path: Path, degrees: float
) -> None:
    save_qr(card, tmp_path / "qr.png")
    sede, code = read_activation(photographed(tmp_path / "qr.png", tmp_path, degrees))
    assert (sede.address, code) == (ADDRESS, card.code)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"{}", b"\x89PNG\r\n\x1a\n broken"])
def test_another_file_is_refused_in_words(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "otro").write_bytes(content)
    with pytest.raises(Refused, match="no se encuentra una activación"):
        read_activation(tmp_path / "otro")


def test_a_picture_without_our_qr_is_refused_in_words(tmp_path: Path) -> None:
    Image.new("L", (400, 300), 200).save(tmp_path / "paisaje.png")
    with pytest.raises(Refused, match="código QR se vea"):
        read_activation(tmp_path / "paisaje.png")


def test_a_file_that_is_not_there_is_worded(tmp_path: Path) -> None:
    with pytest.raises(Outside, match="No se puede leer"):
        read_activation(tmp_path / "nada")
    with pytest.raises(Outside, match="No se puede leer"):
        read_authority(str(tmp_path / "nada"))


def test_a_qr_that_only_names_its_authority_wants_exactly_that_one(
    card: ActivationCard, ministry: Ministry, tmp_path: Path
) -> None:
    digest = certificate_digest(ministry.pem)
    file = tmp_path / "activacion.json"
    save_card(msgspec.structs.replace(card, authority="", authority_digest=digest), file)
    with pytest.raises(Refused, match="no cabe en el QR"):
        read_activation(file)
    with pytest.raises(Refused, match="no es el que nombra"):
        read_activation(file, Ministry(tmp_path).pem)
    sede, _ = read_activation(file, ministry.pem)
    assert (sede.authority, sede.key) == (ministry.pem, card.headquarters_key)


def test_a_headquarters_without_address_or_with_a_bad_authority_makes_no_card(
    tmp_path: Path,
) -> None:
    with pytest.raises(Refused, match="--url"):
        activation_card(None, "7KQ2-M9XD", bytes(32), None)
    (tmp_path / "ca.pem").write_text("no es un certificado")
    with pytest.raises(Refused, match="un solo certificado"):
        activation_card(ADDRESS, "7KQ2-M9XD", bytes(32), tmp_path / "ca.pem")
