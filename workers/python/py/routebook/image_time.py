"""The time zone: C and Python look it up once in a process, which for an image was the build's.

https://docs.python.org/3/library/time.html#time.timezone. There is no `time.tzset` here; what it
does is done by hand.
"""

import ctypes
import time

# CPython 3.14, `init_timezone` in Modules/timemodule.c: the two times it compares lie so far apart.
_YEAR = (365 * 24 + 6) * 3600


def set_zone() -> None:
    """Takes the browser's time zone over from JavaScript."""
    if _zones() != [(time.altzone, time.tzname[-1]), (time.timezone, time.tzname[0])]:
        _ask_javascript()
    (time.altzone, summer), (time.timezone, winter) = _zones()
    time.daylight = int(time.altzone != time.timezone)
    time.tzname = (winter, summer)


def _zones() -> list[tuple[int, str]]:
    """Seconds west of Greenwich, and the name, in summer and in winter.

    The seconds come from JavaScript at each call, the names are C's.
    """
    january = int(time.time()) // _YEAR * _YEAR
    zones = [time.localtime(moment) for moment in (january, january + _YEAR // 2)]
    # The summer's clock is ahead: it has the smaller distance to the west.
    return sorted((-zone.tm_gmtoff, zone.tm_zone) for zone in zones)


def _ask_javascript() -> None:
    """Has Emscripten write C's own variables anew; C's `tzset` does so once in a process only."""
    try:
        library = ctypes.CDLL(None)
        ask = library._tzset_js
        names = (ctypes.c_void_p * 2).in_dll(library, "tzname")
        offset = ctypes.c_long.in_dll(library, "timezone")
        daylight = ctypes.c_int.in_dll(library, "daylight")
    except AttributeError, ValueError:  # ordinary CPython: it has no image either
        return
    ask.argtypes = [ctypes.c_void_p] * 4
    ask.restype = None
    ask(ctypes.addressof(offset), ctypes.addressof(daylight), names[0], names[1])
