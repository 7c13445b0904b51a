"""Commands of a terminal in a cell: `!python manage.py migrate`, `!pytest -q`, `%run main.py`.

There is no other process to run them in: each runs in this one, as the real program with arguments,
a `__main__` and modules of its own.
"""
