"""The laptop's encrypted SQLite: tables, unit of work, search, change capture, backup."""
