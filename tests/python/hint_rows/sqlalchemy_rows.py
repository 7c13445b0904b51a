"""Wrong code with SQLAlchemy, and words of the hint; see test_hints.py for the form."""

ROWS = r"""
> setup
import sqlalchemy as sa
from sqlalchemy.orm import *
class Base(DeclarativeBase): ...
class Item(Base):
    __tablename__ = 'items'
    id: Mapped[int] = mapped_column(primary_key=True)
engine = sa.create_engine('sqlite://')
session = Session(engine)
---
> Base.metadata.create_all(engine)
session.scalars(sa.select(Item)).all()
---
> has to be marked
session.execute('select 1')
---
> No row matches
Base.metadata.create_all(engine)
session.scalars(sa.select(Item)).one()
---
> has no column `nam`
session.query(Item).filter_by(nam=1)
---
> made the table before
class Again(Base):
    __tablename__ = 'items'
    id: Mapped[int] = mapped_column(primary_key=True)
---
> needs a primary key
class Bad(Base):
    __tablename__ = 'bad'
    n: Mapped[int]
"""
