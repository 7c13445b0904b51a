"""Hints for code that Python cannot read."""

import re

from .hint_tools import Names, Rule, Rules

# Part of the message → what to say.
_MESSAGES: tuple[tuple[str, str], ...] = (
    (
        "was never closed",
        "This bracket has no partner: the matching closing one is missing further on.",
    ),
    (
        "does not match opening parenthesis",
        (
            "The closing bracket is of another kind than the one it should close: `(` goes with"
            " `)`, `[` with `]`, `{` with `}`."
        ),
    ),
    ("unmatched ", "There is a closing bracket too many here, or its opening one is missing."),
    (
        "expected ':'",
        (
            "A colon is missing: lines that begin with `if`, `for`, `while`, `def`, `class`, `try`,"
            " `else` and the like end in `:`."
        ),
    ),
    (
        "cannot assign to",
        (
            "Only a name, an item (`x[0]`) or an attribute (`x.y`) can stand on the left of `=`. To"
            " compare, write `==`."
        ),
    ),
    (
        "Maybe you meant '=='",
        "A single `=` gives a name a value. To compare, write `==`.",
    ),
    (
        "Missing parentheses in call to",
        (
            "In Python 3 this is a function: put what follows into parentheses, as in"
            ' `print("hello")`.'
        ),
    ),
    (
        "unterminated triple-quoted",
        "A text that begins with three quotes needs three of the same quotes at its end.",
    ),
    (
        "unterminated f-string",
        "The text has no closing quote. Inside an f-string's `{…}` use the other kind of quotes.",
    ),
    (
        "unterminated string",
        (
            "The text has no closing quote on this line. Use the same quote at both ends; for a"
            " text of several lines use three quotes; for a quote in the text use the other kind"
            " around it."
        ),
    ),
    (
        "Perhaps you forgot a comma",
        "Between two items there must be a comma, or an operator such as `+`.",
    ),
    (
        "'await' outside async function",
        (
            "`await` may stand in a function that begins with `async def`, or at the top level of a"
            " cell."
        ),
    ),
    (
        "'return' outside function",
        "`return` belongs inside a function. Is the line indented far enough?",
    ),
    (
        "'yield' outside function",
        "`yield` belongs inside a function. Is the line indented far enough?",
    ),
    (
        "'break' outside loop",
        "`break` belongs inside a `for` or `while`. Is the line indented far enough?",
    ),
    ("'continue' not properly in loop", "`continue` belongs inside a `for` or `while`."),
    (
        "expected 'except' or 'finally' block",
        (
            "A `try:` needs an `except …:` (or `finally:`) after its block, at the same indentation"
            " as the `try`."
        ),
    ),
    (
        "positional argument follows keyword argument",
        "Arguments with a name (`name=value`) come after those without.",
    ),
    (
        "parameter without a default follows parameter with a default",
        "Parameters with a default value come after those without.",
    ),
    (
        "keyword argument repeated",
        "The call names the same argument twice.",
    ),
    (
        "invalid decimal literal",
        "A name cannot begin with a digit, and a number cannot have letters in it.",
    ),
    ("leading zeros in decimal integer", "A number does not begin with 0: write `7` for `007`."),
    (
        "f-string: expecting '}'",
        (
            "In an f-string each `{` needs its `}`. For a brace in the text itself write it twice:"
            " `{{`."
        ),
    ),
    (
        "f-string: empty expression",
        "Put a value between the braces, or write `{{}}` for braces in the text.",
    ),
    (
        "assigned to before global declaration",
        "The `global` line has to come first in the function.",
    ),
    (
        "unexpected character after line continuation",
        (
            "A `\\` may only stand at the very end of a line. In a text write it twice, or put r"
            " before the quotes."
        ),
    ),
    ("unexpected EOF", "The code ends too early: a bracket, a quote or a block is not finished."),
    (
        "source code string cannot contain null bytes",
        "The text has invisible characters in it: type it again.",
    ),
)

_WORD_PROCESSOR_QUOTES = "“”\u2018\u2019„«»"


def _message(exc: SyntaxError, _names: Names) -> str | None:
    for part, hint in _MESSAGES:
        if part in (exc.msg or ""):
            return hint
    return None


def _notebook_command(exc: SyntaxError, _names: Names) -> str | None:
    line = _line(exc)
    if re.match(r"[!%]?\s*(python3?\s+-m\s+)?(pip3?|conda)\s+install\b", line):
        return "Nothing needs to be installed here: `import` the package, and it loads by itself."
    if line.startswith(("!", "%")):
        return "Lines that begin with `!` or `%` are commands of Jupyter or a shell, not Python."
    if line.startswith(("$ ", ">>> ")):
        return f"`{line.split()[0]}` is a prompt: copy what stands after it."
    return None


def _other_language(exc: SyntaxError, _names: Names) -> str | None:
    line = _line(exc)
    if re.match(r"else\s+if\b", line):
        return "Python writes `elif` for “else if”."
    if re.search(r"\+\+|--\s*$", line):
        return "Python has no `++` or `--`: write `x += 1` or `x -= 1`."
    if re.search(r"&&|\|\|", line):
        return "Python writes `and` and `or` for `&&` and `||`, and `not` for `!`."
    if re.match(r"(var|let|const)\s+\w+\s*=", line):
        return "Python names a value without `var`, `let` or `const`: just `name = value`."
    if re.match(r"function\s+\w+\s*\(", line):
        return "Python begins a function with `def name(…):`."
    if re.match(r"(if|elif|while|for|def|class|with|try|else)\b.*\{\s*$", line):
        return "Python marks a block by a colon and by indentation, not by braces."
    return None


def _character(exc: SyntaxError, _names: Names) -> str | None:
    if "invalid character" not in exc.msg and "invalid non-printable character" not in exc.msg:
        return None
    if any(quote in exc.msg for quote in _WORD_PROCESSOR_QUOTES):
        return (
            "These are typographic quotes, as from a word processor. Type plain ones: `\"` or `'`."
        )
    return (
        "There is a character here that Python does not know; it may be invisible. Type the line"
        " again."
    )


def _indentation(exc: IndentationError, _names: Names) -> str | None:
    message = exc.msg or ""
    if "expected an indented block" in message:
        found = re.search(r"on line (\d+)", message)
        after = f" after line {found[1]}" if found else ""
        return (
            f"The lines that belong to the block{after} must be indented, by four spaces as a rule."
            " An empty block needs a `pass`."
        )
    if "unindent does not match" in message:
        return (
            "This line is indented less than the one above, but not as far as any line before that."
        )
    if "unexpected indent" in message:
        return (
            "This line is indented further than the one above it, which begins no block. "
            "Take the spaces away, or look for a missing `:` line above."
        )
    return None


def _tabs(_exc: TabError, _names: Names) -> str:
    return "Tabs and spaces are mixed in the indentation. Use four spaces everywhere."


def _keyword(exc: SyntaxError, _names: Names) -> str | None:
    line = _line(exc)
    found = re.match(
        r"(class|def|import|from|return|lambda|pass|global|with|is|in|not|and|or|async)\s*=[^=]",
        line,
    )
    if found:
        return (
            f"`{found[1]}` is a word of Python's own and cannot be a name. Take another, such as"
            f" `{found[1]}_`."
        )
    return None


def _anything(exc: SyntaxError, _names: Names) -> str | None:
    if exc.msg != "invalid syntax":
        return None
    rest = (exc.text or "")[max(0, (exc.offset or 1) - 1) :].partition("#")[0]
    if not rest.strip():
        return "The line ends too early: something is missing at its end."
    return "Python cannot read on from the marked place. The mistake may stand just before it."


def _line(exc: SyntaxError) -> str:
    return (exc.text or "").strip()


_SYNTAX: list[Rule] = [
    _notebook_command,
    _character,
    _keyword,
    _other_language,
    _message,
    _anything,
]

RULES: Rules = {
    "TabError": [_tabs],
    "IndentationError": [_indentation],
    "SyntaxError": _SYNTAX,
}
