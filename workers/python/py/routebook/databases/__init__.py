"""The learner's SQLite databases, for the database panel and for what a request changed.

Everything here goes around the classes of `sqlite3` that the request log watches: it asks
`_sqlite3`, whose connections nobody hears.
"""
