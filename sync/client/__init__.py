"""The laptop's side: the engine, what it needs of others, and its transports."""
