"""The laptop's encrypted SQLite: tables, unit of work, search, change capture, backup.

`vault` has the key and the lock; `database` opens the file; `schema` derives the tables from the
kinds, with `columns` (a value as a column), `side_tables`, `capture`, `seals` and `search` (the
generated triggers); `evolution` brings an older file up to date, `migrations` moves data.
`unit_of_work` is what the rooms above use, with `queries` behind its lists; `ledger`, `settings`
and `files` keep what is no record; `backup` and `restore` copy a vault and bring it back.
`sync_store` and its neighbours are what the sync engine needs of a store.
"""
