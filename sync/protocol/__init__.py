"""What both sides of a sync agree on: frames, messages, canonical values and merge rules.

Pure: no network, no database, no clock, no randomness and nothing of ``fieldapp``. Whoever needs
a signature, the time or a random commit id hands it in. The text for people who write another
client is ``sync/PROTOCOL.md``; this package is its executable half.
"""

PROTOCOL_VERSION = 1
