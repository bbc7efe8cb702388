"""What an invented headquarters tells a laptop that activates itself, to try the program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sync.protocol.enrolment import EnrolAnswer, OfficeCard, Officer
from sync.protocol.messages import Certificate, Signed, write_statement
from sync.protocol.signing import Purpose, statement_to_sign

_LAPTOP, _ACCOUNT, _PERSON, _OFFICE = (UUID(int=number) for number in range(1, 5))
_SERIES: Final = "D00"


@dataclass(frozen=True, slots=True)
class SamplePost:
    """Where the invented officer works: `scopes` are the departments, and "0" the nation."""

    country: str
    name: str
    role: str
    office_code: str
    office_name: str
    territory: str
    home_scope: str
    scopes: tuple[str, ...]


def sample_enrolment(
    device_key: bytes,
    headquarters_key: bytes,
    envelope_key: bytes,
    sign: Callable[[bytes], bytes],
    at_us: int,
    post: SamplePost,
) -> EnrolAnswer:
    """An officer who does not exist; `sign` is by the secret half of the key given.

    What is sealed under `envelope_key` nobody opens.
    """
    certificate = write_statement(Certificate(_LAPTOP, device_key, _SERIES, _ACCOUNT, at_us))
    return EnrolAnswer(
        device=_LAPTOP,
        device_code=_SERIES,
        account=_ACCOUNT,
        officer=Officer(_ACCOUNT, _PERSON, "ejemplo", post.name, post.role),
        office=OfficeCard(_OFFICE, post.office_code, post.office_name, post.territory),
        scopes=list(post.scopes),
        home_scope=post.home_scope,
        country=post.country,
        headquarters_key=headquarters_key,
        envelope_key=envelope_key,
        recovery_code="0000-0000-0000-0000",
        certificate=Signed(certificate, sign(statement_to_sign(Purpose.CERTIFICATE, certificate))),
        now=at_us,
    )
