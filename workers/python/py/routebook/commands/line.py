"""What a line of a terminal asks for, where it is something that can be run here."""

import glob
import re
import shlex
from dataclasses import dataclass

PYTHON = re.compile(r"(?:python(?:3(?:\.\d+)?)?|py)\Z")
_MANAGE = re.compile(r"(?:\./)?(?:[\w./-]+/)?manage\.py\Z")
_INSTALLER = re.compile(r"(?:-m )?(?:pip|venv|ensurepip|virtualenv)\b")

# What is started by its name → the module that `python -m` would start.
MODULES = {
    "flask": "flask",
    "uvicorn": "uvicorn",
    "fastapi": "fastapi",
    "django-admin": "django",
    "pytest": "pytest",
}
_TOOLS = ("ls", "cat")

_ASSIGNMENT = re.compile(r"([A-Za-z_]\w*)=(.*)\Z", re.DOTALL)


@dataclass(frozen=True)
class Command:
    """One program with its arguments."""

    words: tuple[str, ...]
    environment: tuple[tuple[str, str], ...] = ()
    """Variables that were set before it: `DEBUG=1 flask run`."""
    output: str | None = None
    """The file that its output goes to."""
    append: bool = False

    @property
    def text(self) -> str:
        """As it is told to the learner."""
        return shlex.join(self.words)


def parse(line: str) -> list[Command] | None:
    """The commands of a line, joined by `&&`; None where one of them cannot be run here."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    lexer.commenters = "#"
    try:
        words = list(lexer)
    except ValueError:  # a quotation mark without its partner
        return None
    if words and words[-1] == "&":
        words.pop()  # a server in the background: here every server is
    commands = [_command(part) for part in _split(words)]
    known = [command for command in commands if command is not None]
    return known if known and len(known) == len(commands) else None


def _split(words: list[str]) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    for word in words:
        if word == "&&":
            parts.append([])
        else:
            parts[-1].append(word)
    return parts


def _command(words: list[str]) -> Command | None:
    environment = []
    while words and (set_first := _ASSIGNMENT.match(words[0])) is not None:
        environment.append((set_first[1], set_first[2]))
        words = words[1:]
    output, append = None, False
    if len(words) > 2 and words[-2] in (">", ">>"):
        output, append = words[-1], words[-2] == ">>"
        words = words[:-2]
    if any(_is_operator(word) for word in words) or not is_known(words):
        return None
    expanded = [words[0], *(name for word in words[1:] for name in _expanded(word))]
    return Command(tuple(expanded), tuple(environment), output, append)


def _is_operator(word: str) -> bool:
    return bool(word) and set(word) <= set("|&;<>()")


def is_known(words: list[str]) -> bool:
    """Whether a program and its arguments can be run here."""
    name = words[0] if words else ""
    if PYTHON.match(name):
        # Nothing is installed here, and a bare `python` would ask for lines.
        return len(words) > 1 and not _INSTALLER.match(" ".join(words[1:]))
    return name in MODULES or name in _TOOLS or _MANAGE.match(name) is not None


def _expanded(word: str) -> list[str]:
    """The names of files that a word with `*` stands for, or the word itself."""
    if not glob.has_magic(word):
        return [word]
    return sorted(glob.glob(word)) or [word]
