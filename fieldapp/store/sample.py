"""What an invented headquarters tells a laptop that activates itself, to try the program."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from uuid import UUID

from sync.protocol.enrolment import EnrolAnswer, OfficeCard, Officer
from sync.protocol.messages import Certificate, Signed, write_statement
from sync.protocol.signing import Purpose, statement_to_sign

_LAPTOP, _ACCOUNT, _PERSON, _OFFICE = (UUID(int=number) for number in range(1, 5))
_SERIES: Final = "D00"


def sample_enrolment(
    device_key: bytes,
    headquarters_key: bytes,
    envelope_key: bytes,
    sign: Callable[[bytes], bytes],
    at_us: int,
) -> EnrolAnswer:
    """An officer of Cauca who does not exist; `sign` is by the secret half of the key given.

    What is sealed under `envelope_key` nobody opens.
    """
    certificate = write_statement(Certificate(_LAPTOP, device_key, _SERIES, _ACCOUNT, at_us))
    return EnrolAnswer(
        device=_LAPTOP,
        device_code=_SERIES,
        account=_ACCOUNT,
        officer=Officer(_ACCOUNT, _PERSON, "ejemplo", "Lina Marcela Caicedo Ruiz", "officer"),
        office=OfficeCard(_OFFICE, "DTCAUCA", "Dirección Territorial Cauca", "19"),
        scopes=["0", "19", "76"],
        home_scope="19",
        country="CO",
        headquarters_key=headquarters_key,
        envelope_key=envelope_key,
        recovery_code="0000-0000-0000-0000",
        certificate=Signed(certificate, sign(statement_to_sign(Purpose.CERTIFICATE, certificate))),
        now=at_us,
    )
