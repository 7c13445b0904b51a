"""Hints for SQLite and SQLAlchemy, and for Django's errors of the same kinds."""

import re

from .hint_tools import Names, Rule, Rules, always, says


def _no_table(exc: BaseException, _names: Names) -> str | None:
    found = re.search(r"no such table: (\S+)", str(exc))
    if found is None:
        return None
    module = type(exc).__module__
    if module.startswith("django"):
        way = 'run `call_command("migrate")`, or make it with `schema_editor.create_model(…)`'
    elif module.startswith("sqlalchemy"):
        way = (
            "call `Base.metadata.create_all(engine)` first. An SQLite database in memory begins"
            " empty with each engine"
        )
    else:
        way = "run the `CREATE TABLE` first, on the same file"
    return f"The database has no table `{found[1].rstrip(')')}` yet: {way}."


def _no_column(exc: BaseException, _names: Names) -> str | None:
    found = re.search(r"(?:no such column: |has no column named )(\S+)", str(exc))
    if found is None:
        return None
    column = found[1].rstrip(")")
    return (
        f"The table has no column `{column}`. If the table was made before the column was added,"
        " make it anew. Text in SQL stands in single quotes."
    )


def _constraint(exc: BaseException, _names: Names) -> str | None:
    found = re.search(
        r"(UNIQUE|NOT NULL|FOREIGN KEY|CHECK) constraint failed(?:: (\S+))?", str(exc)
    )
    if found is None:
        return None
    where = f"`{found[2].rstrip(')')}`" if found[2] else "a column"
    return {
        "UNIQUE": f"There is a row with the same value of {where} already, and it must be unique.",
        "NOT NULL": f"{where} must have a value, and the new row has none.",
        "FOREIGN KEY": "The row points to another row that does not exist.",
        "CHECK": f"The new row breaks the rule {where} of its table.",
    }[found[1]]


def _near_syntax(exc: BaseException, _names: Names) -> str | None:
    found = re.search(r'near "(.+?)": syntax error', str(exc))
    return f"The SQL cannot be read from `{found[1]}` on. Look just before it." if found else None


def _no_property(exc: BaseException, _names: Names) -> str | None:
    found = re.search(r"Entity namespace for \"(\w+)\" has no property \"(\w+)\"", str(exc))
    return f"`{found[1]}` has no column `{found[2]}`." if found else None


_SQL: list[Rule] = [_no_table, _no_column, _constraint, _near_syntax]
_LOCKED = says(
    "database is locked",
    hint="Another connection writes to the file and has not committed yet. Close it, or commit.",
)
_BINDINGS = says(
    "number of bindings",
    hint="There must be as many values as `?` in the SQL, in a tuple: `(value,)` for one.",
)

RULES: Rules = {
    "sqlite3.Error": [
        *_SQL,
        _LOCKED,
        _BINDINGS,
        says("closed database", hint="The connection was closed before. Open it again."),
    ],
    "django.db.utils.DatabaseError": [*_SQL, _LOCKED],
    "django.db.transaction.TransactionManagementError": [
        always(
            "An error inside `atomic()` ended its transaction: leave the block before the next"
            " query."
        )
    ],
    "sqlalchemy.exc.DBAPIError": [*_SQL, _LOCKED, _BINDINGS],
    "sqlalchemy.exc.NoReferencedTableError": [
        always(
            'The foreign key names a table that does not exist. `ForeignKey("table.column")`'
            " takes the table's name, not the class's."
        )
    ],
    "sqlalchemy.exc.NoForeignKeysError": [
        always('Nothing joins the two tables: one needs a column with `ForeignKey("other.id")`.')
    ],
    "sqlalchemy.exc.ObjectNotExecutableError": [
        always(
            'SQL as text has to be marked: `from sqlalchemy import text`, then `text("SELECT …")`.'
        )
    ],
    "sqlalchemy.exc.NoResultFound": [
        always("No row matches. `.one_or_none()` or `.first()` gives None instead.")
    ],
    "sqlalchemy.exc.MultipleResultsFound": [
        always(
            "Exactly one row was wanted, and several match. Use `.first()` or `.all()`, or a"
            " condition that is unique."
        )
    ],
    "sqlalchemy.orm.exc.DetachedInstanceError": [
        always(
            "The object's session is closed, so it cannot load more. Use it inside the `with"
            " Session(…)` block, or load what you need before."
        )
    ],
    "sqlalchemy.exc.MissingGreenlet": [
        always(
            "The async session cannot load this by itself: load it in the query with"
            " `selectinload(…)`."
        )
    ],
    "sqlalchemy.exc.PendingRollbackError": [
        always("An earlier statement of this session failed: call `session.rollback()` first.")
    ],
    "sqlalchemy.exc.InvalidRequestError": [
        _no_property,
        says(
            "is already defined for this MetaData",
            hint=(
                "The cell made the table before. Run the cell that makes `Base` (or `MetaData()`)"
                " again, then this one."
            ),
        ),
        says(
            "failed to locate a name",
            hint=(
                "A relationship names a class that does not exist (yet). Check its spelling, and"
                " that its cell ran."
            ),
        ),
    ],
    "sqlalchemy.exc.ArgumentError": [
        says(
            "should be explicitly declared as text",
            hint=(
                'SQL as text has to be marked: `from sqlalchemy import text`, then `text("SELECT'
                ' …")`.'
            ),
        ),
        says(
            "could not assemble any primary key",
            hint=(
                "Every mapped class needs a primary key: `id: Mapped[int] ="
                " mapped_column(primary_key=True)`."
            ),
        ),
        says(
            "Could not parse SQLAlchemy URL", hint="A database URL looks like `sqlite:///file.db`."
        ),
    ],
    "sqlalchemy.exc.UnboundExecutionError": [
        always("The session has no engine: `Session(engine)`.")
    ],
}
