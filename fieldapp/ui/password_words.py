"""How the strength of a password is said."""

from __future__ import annotations

from typing import Final

from fieldapp.records.text import Text, say
from fieldapp.rules.passphrases import Strength

STRENGTH_WORDS: Final[dict[Strength, Text]] = {
    Strength.WEAK: say("Fácil de adivinar. Pruebe tres o cuatro palabras que no van juntas."),
    Strength.FAIR: say("Pasa. Con una palabra más sería mucho mejor."),
    Strength.STRONG: say("Buena contraseña."),
}
