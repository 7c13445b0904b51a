"""The databases that the program has opened, and how to tell whether they changed."""

import os
from collections.abc import Hashable, Iterator
from contextlib import AbstractContextManager
from typing import Any

from .. import folder
from . import access, connections
from .access import Access

# Where the header counts the commits (https://www.sqlite.org/fileformat.html, 1.3.7).
_COUNTER_AT = 24


class FileSource:
    """A file of the working folder."""

    opened = 0
    """A file may be older than its first connection."""

    def __init__(self, path: str) -> None:
        self.key: Hashable = path
        self._path = path

    def stamp(self) -> Hashable:
        """Another one after each commit; None where there is no such file."""
        try:
            about = os.stat(self._path)
        except FileNotFoundError:
            return None
        with open(self._path, "rb") as file:
            file.seek(_COUNTER_AT)
            counter = file.read(4)
        try:
            wal = os.stat(self._path + "-wal")
        except FileNotFoundError:
            wal = None
        log = None if wal is None else (wal.st_size, wal.st_mtime_ns)
        return about.st_ino, about.st_size, about.st_mtime_ns, counter, log

    def access(self) -> AbstractContextManager[Access]:
        """Opens it for reading."""
        return access.file_access(self._path)


class MemorySource:
    """A database in memory, with the connections that are open to it."""

    def __init__(self, name: str, open_now: list[Any]) -> None:
        serials = [connections.serial_of(connection) for connection in open_now]
        self.opened = min(serials)
        self.key: Hashable = ("memory", self.opened)
        self._name = name
        self._connections = open_now

    def stamp(self) -> Hashable:
        """Another one after each change, committed or not."""
        changes = sum(connection.total_changes for connection in self._connections)
        with self.access() as database:
            return changes, database.value("PRAGMA schema_version")

    def access(self) -> AbstractContextManager[Access]:
        """Reads through the first of its connections."""
        return access.memory_access(self._name, self._connections[0])


type Source = FileSource | MemorySource


def sources() -> Iterator[Source]:
    """Files of the working folder that were ever opened, and what is open in memory."""
    for path in list(connections.paths):
        if path.startswith(folder.HOME + "/"):
            yield FileSource(path)
    for name, open_now in connections.memory().items():
        yield MemorySource(name, open_now)
