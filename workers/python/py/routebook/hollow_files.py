"""Files of modules that a memory image has in memory, and so left empty on the disk.

They are needed again where a module is imported anew: `importlib.reload`, or `python -m` of a
library. The first such import brings the package's pack, whose files take the place of the empty
ones (https://docs.python.org/3/library/importlib.html#importlib.machinery.SourcelessFileLoader).
"""

import os
from collections.abc import Callable, Mapping
from importlib.machinery import SourcelessFileLoader
from types import CodeType


def fill_when_read(modules: Mapping[str, str], fill: Callable[[str], None]) -> None:
    """`modules` maps a module (`flask`, `google.protobuf`) to its pack; `fill(pack)` unpacks it."""
    read = SourcelessFileLoader.get_code

    def get_code(self: SourcelessFileLoader, fullname: str) -> CodeType | None:
        if os.path.getsize(self.get_filename(fullname)) == 0:
            parts = fullname.split(".")
            pack = modules.get(".".join(parts[:2])) or modules.get(parts[0])
            if pack is not None:
                fill(pack)
        return read(self, fullname)

    SourcelessFileLoader.get_code = get_code  # type: ignore[method-assign]
