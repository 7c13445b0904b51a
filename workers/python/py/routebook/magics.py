"""IPython's own lines (`%matplotlib inline`, `!python main.py`) in cells.

They are no Python (https://ipython.readthedocs.io/en/stable/interactive/magics.html). A command
that can be run here becomes a call; what else they ask for is either done here already or cannot
be done in a tab: the line is left out, and a sentence says which.
"""

import io
import re

_LINE = re.compile(r"^(?P<indent>[ \t]*)(?P<mark>%{1,2}|!)(?P<rest>\S.*)$", re.MULTILINE)
_FILE = re.compile(r"\s*%%(?P<line>(?:writefile|file)\b.*)\n?")
# The whole cell is in another language: none of its lines is Python to run.
_FOREIGN = re.compile(
    r"\s*%%(?:bash|sh|script|cmd|html|HTML|svg|SVG|markdown|latex|javascript|js|perl|ruby|sql"
    r"|writefile|file)\b"
)
_INSTALL = re.compile(r"^(?:python[\d.]* -m )?(?:pip|conda|mamba)\d* install\b")


def without_magics(code: str) -> tuple[str, list[str]]:
    """The code with such lines replaced, line for line, and a sentence for each one left out."""
    # Not before a cell has such a line: the kernel's start does without.
    from .commands.cell import call_for, call_to_write

    file = _FILE.match(code)
    if file is not None:
        call = call_to_write(file["line"], code[file.end() :])
        if call is not None:
            return call, []
    foreign = _FOREIGN.match(code)
    if foreign is not None:
        return "pass", [f"The cell was left out: “{foreign[0].strip()}” says that it is no Python."]
    sentences: list[str] = []
    parts: list[str] = []
    end = 0
    for line in _LINE.finditer(code):
        parts.append(code[end : line.start()])
        end = line.end()
        if not _begins_statement("".join(parts)):
            parts.append(line[0])
            continue
        call = call_for(line["mark"], line["rest"])
        if call is None:
            sentences.append(_sentence(line["mark"], line["rest"]))
        parts.append(line["indent"] + (call or "pass"))
    return "".join(parts) + code[end:], sentences


def modules_of_commands(code: str) -> list[str]:
    """Modules that the commands in a cell need, as far as that can be told beforehand."""
    from .commands.wanted import modules_wanted

    if _FOREIGN.match(code):
        return []
    lines = _LINE.finditer(code)
    return [name for line in lines for name in modules_wanted(line["mark"], line["rest"])]


def _begins_statement(before: str) -> bool:
    """False inside brackets, and inside text of several lines."""
    import tokenize

    if before.endswith("\\\n"):
        return False
    try:
        for _token in tokenize.generate_tokens(io.StringIO(before).readline):
            pass
    except tokenize.TokenError as error:
        return "multi-line" not in str(error) and "triple-quoted" not in str(error)
    except SyntaxError:
        pass
    return True


def _sentence(mark: str, rest: str) -> str:
    if _INSTALL.match(rest):
        return (
            f"“{mark}{rest}” was left out: there is nothing to install here. "
            "A package loads itself when a cell imports it."
        )
    if rest.startswith("matplotlib"):
        return f"“{mark}{rest}” was left out: figures show by themselves here."
    if mark == "!":
        return f"“{mark}{rest}” was left out: a browser tab has no shell to run it in."
    return f"“{mark}{rest}” was left out: it is a command of IPython, not Python."
