"""The room of a visit: what is planned, who comes, what is said, promised and signed."""
