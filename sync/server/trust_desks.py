"""The desks that headquarters is an authority with, put together over one database."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from sync.server.authority import Entity
from sync.server.certifying import Certifying
from sync.server.clock import utc_now
from sync.server.completing import Completing
from sync.server.files import FileStore
from sync.server.keys import Keys
from sync.server.revocation_news import Fetcher
from sync.server.secret_files import RandomBytes
from sync.server.stamping import Stamping
from sync.server.upkeep import Upkeep


@dataclass(frozen=True, slots=True)
class TrustDesks:
    """Who certifies, who stamps, and who looks after both."""

    certifying: Certifying
    stamping: Stamping
    upkeep: Upkeep


def trust_desks(
    engine: Engine,
    keys: Keys,
    files: FileStore,
    entity: Entity,
    now: Callable[[], datetime] = utc_now,
    random_bytes: RandomBytes = secrets.token_bytes,
) -> TrustDesks:
    """Put them together; the first use appoints the authorities if there are none yet."""
    authorities = keys.authorities
    certifying = Certifying(engine, authorities, entity, now, random_bytes)
    stamping = Stamping(
        lambda: authorities.appoint_due(entity, now(), random_bytes), now, random_bytes
    )
    completing = Completing(engine, files, stamping, now, random_bytes, Fetcher(now))
    upkeep = Upkeep(engine, authorities, entity, completing, now, random_bytes)
    return TrustDesks(certifying, stamping, upkeep)
