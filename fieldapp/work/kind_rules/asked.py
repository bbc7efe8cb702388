"""What a rule of a kind is asked with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from fieldapp.records.describe import Record
from fieldapp.store.unit_of_work import Writing
from fieldapp.work.desk import Desk

Rule: TypeAlias = Callable[[Desk, Writing, Any, Any], None]
"""Given the desk, the transaction, the record as it was (or None) and as it would be kept."""

Rules: TypeAlias = Mapping[type[Record], Rule]
"""The rules of a subject, by the class of their kind."""
