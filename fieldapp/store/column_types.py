"""What each type of field is as a column, in SQLAlchemy's words."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy.types import UserDefinedType

from fieldapp.records.describe import FieldSpec, FieldType


class SqlType(UserDefinedType[Any]):
    """A SQLite type by its plain name. Values pass untouched: `RowForm` has converted them."""

    cache_ok = True

    def __init__(self, name: str) -> None:
        self.name = name

    def get_col_spec(self, **_: object) -> str:
        """Return the name as it stands in CREATE TABLE."""
        return self.name


INTEGER: Final = SqlType("INTEGER")
TEXT: Final = SqlType("TEXT")
BLOB: Final = SqlType("BLOB")

_SQL: Final[dict[FieldType, SqlType]] = {
    FieldType.REF: BLOB,
    FieldType.BYTES: BLOB,
    FieldType.INSTANT: INTEGER,
    FieldType.WHOLE: INTEGER,
    FieldType.TRUTH: INTEGER,
}


def sql_type(field: FieldSpec) -> SqlType:
    """The column type of a field."""
    return _SQL.get(field.type, TEXT)
