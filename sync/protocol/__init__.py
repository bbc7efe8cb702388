"""Messages, canonical values and merge rules that both sides share. Pure."""
