"""IPython's own lines (`%matplotlib inline`, `!pip install flask`) in notebooks from elsewhere.

They are no Python (https://ipython.readthedocs.io/en/stable/interactive/magics.html). What they
ask for is either done here already or cannot be done in a tab: the line is left out, and a
sentence says which.
"""

import re

_LINE = re.compile(r"^(?P<indent>[ \t]*)(?P<mark>%{1,2}|!)(?P<rest>\S.*)$", re.MULTILINE)
# The whole cell is in another language, or for a file: none of its lines is Python to run.
_FOREIGN = re.compile(
    r"\s*%%(?:bash|sh|script|cmd|html|HTML|svg|SVG|markdown|latex|javascript|js|perl|ruby|sql"
    r"|writefile|file)\b"
)
_INSTALL = re.compile(r"^(?:python\d* -m )?(?:pip|conda|mamba)\d* install\b")


def without_magics(code: str) -> tuple[str, list[str]]:
    """The code with such lines replaced by `pass`, line for line, and a sentence for each."""
    foreign = _FOREIGN.match(code)
    if foreign is not None:
        return "pass", [f"The cell was left out: “{foreign[0].strip()}” says that it is no Python."]
    sentences: list[str] = []

    def replace(line: re.Match[str]) -> str:
        sentences.append(_sentence(line["mark"], line["rest"]))
        return f"{line['indent']}pass"

    return _LINE.sub(replace, code), sentences


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
