"""Wrong code with sqlite3, and words of the hint; see test_hints.py for the form."""

ROWS = r"""
> setup
import sqlite3
db = sqlite3.connect(':memory:')
db.execute('create table t (id integer primary key, name text not null unique)')
---
> run the `CREATE TABLE` first
db.execute('select * from items')
---
> no column `price`
db.execute('select price from t')
---
> cannot be read from `selec`
db.execute('selec 1')
---
> `t.name` must have a value
db.execute('insert into t (id) values (1)')
---
> must be unique
for i in 1, 2: db.execute('insert into t (name) values (?)', ('a',))
---
> as many values as `?`
db.execute('insert into t (name) values (?)', ())
---
> closed before
db.close(); db.execute('select 1')
"""
