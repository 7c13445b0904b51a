"""Commands of a terminal in a cell: what is understood, and what running one leaves behind."""

import os
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from routebook import folder, namespace
from routebook.commands import child, run
from routebook.commands.cell import shell, write_file
from routebook.commands.line import Command, parse
from routebook.commands.wanted import modules_wanted
from routebook.gateway import served
from routebook.magics import modules_of_commands, without_magics


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A working folder and a notebook of their own."""
    monkeypatch.setattr(folder, "HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setitem(sys.modules, "__main__", types.ModuleType("__main__"))
    yield tmp_path
    folder.forget_modules()


# Lines


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("python main.py --n 'a b'", [("python", "main.py", "--n", "a b")]),
        ("python3.14 -m flask run", [("python3.14", "-m", "flask", "run")]),
        ("./manage.py migrate  # all", [("./manage.py", "migrate")]),
        ("python manage.py makemigrations && python manage.py migrate", [
            ("python", "manage.py", "makemigrations"), ("python", "manage.py", "migrate"),
        ]),
        ("uvicorn main:app --reload &", [("uvicorn", "main:app", "--reload")]),
        ("ls -l", [("ls", "-l")]),
    ],
)  # fmt: skip
def test_lines_that_are_understood(line: str, words: list[tuple[str, ...]]) -> None:
    assert [command.words for command in parse(line) or ()] == words


@pytest.mark.parametrize(
    "line",
    [
        "pip install flask", "python -m pip install flask", "python -m venv env", "python",
        "git add .", "ls | wc -l", "python main.py | head", "python main.py; rm x", "echo 'no end",
        "cat < x", "", "python a.py && npm start", "npm i && python a.py", "gunicorn app:app",
        "(ls)", "&&",
    ],
)  # fmt: skip
def test_other_lines_are_left_alone(line: str) -> None:
    assert parse(line) is None


def test_variables_redirection_and_files_by_pattern(home: Path) -> None:
    (home / "b.py").touch()
    (home / "a.py").touch()
    assert parse("DEBUG=1 NAME='Ada L' python main.py >> out.txt") == [
        Command(("python", "main.py"), (("DEBUG", "1"), ("NAME", "Ada L")), "out.txt", True)
    ]
    assert [command.words for command in parse("cat *.py *.txt") or ()] == [
        ("cat", "a.py", "b.py", "*.txt")
    ]


# Cells


def test_lines_become_calls_and_the_rest_stays_line_for_line() -> None:
    text = 'text = """\n!python not.py\n%d"""\nif text:\n'
    code = text + "    !python main.py\n%run main.py 1\n!git pull\n"
    changed, sentences = without_magics(code)
    lines = changed.split("\n")
    assert lines[:4] == code.split("\n")[:4]
    assert lines[4].startswith("    __import__('routebook.commands.cell'")
    assert lines[5].endswith(".run_program(['main.py', '1'])")
    assert lines[6:] == ["pass", ""]
    assert sentences == ["“!git pull” was left out: a browser tab has no shell to run it in."]
    compile(changed, "cell", "exec")


def test_only_what_is_installed_is_left_out() -> None:
    changed, sentences = without_magics("!python -m pip install flask\n!pip install x && ls")
    assert changed == "pass\npass"
    assert all("there is nothing to install here" in sentence for sentence in sentences)


def test_a_cell_that_writes_a_file(home: Path, capsys: Any) -> None:
    changed, sentences = without_magics("%%writefile app/main.py\nprint('it''s')\n!not run\n")
    assert sentences == []
    eval(changed)
    write_file("app/main.py", "more = 1\n", True)
    assert (home / "app" / "main.py").read_text() == "print('it''s')\n!not run\nmore = 1\n"
    assert capsys.readouterr().out == "Writing app/main.py\nAppending to app/main.py\n"


def test_what_commands_import_is_known_beforehand(home: Path) -> None:
    (home / "main.py").write_text("import pandas\nfrom flask import Flask\n")
    code = "!python main.py\n!pytest -q\n!python -u -m uvicorn main:app\n%run main.py\n!git pull"
    assert modules_of_commands(code) == [
        *["pandas", "flask", "flask.Flask"],
        *["pytest", "uvicorn"],
        *["pandas", "flask", "flask.Flask"],
    ]
    assert modules_wanted("!", "python -c 'import numpy'") == ["numpy"]
    assert modules_wanted("!", "python gone.py") == []


# Running


def test_a_program_has_a_process_of_its_own_and_leaves_nothing(
    home: Path, recorder: Any, capsys: Any
) -> None:
    (home / "tool.py").write_text("value = 1\n")
    (home / "main.py").write_text(
        "import os, sys, tool\n"
        "print(__name__, __file__ == os.path.abspath('main.py'), sys.argv, os.environ['MODE'])\n"
        "print(sys.modules['__main__'].__dict__ is globals())\n"
        "tool.value = 2; os.environ['LEFT'] = '1'; os.chdir('/'); sys.path.append('/nowhere')\n"
        "sys.exit(3)\n"
    )
    import tool  # type: ignore[import-not-found]

    before = sys.modules["__main__"], sys.argv, list(sys.path), os.getcwd()
    shell("MODE=quick python main.py a")
    assert capsys.readouterr().out == "__main__ True ['main.py', 'a'] quick\nTrue\n"
    assert recorder.notices == ["“python main.py a” ended with exit code 3."]
    assert (sys.modules["__main__"], sys.argv, list(sys.path), os.getcwd()) == before
    assert "LEFT" not in os.environ
    assert "MODE" not in os.environ
    # The notebook's own module is the one that it had.
    assert (sys.modules["tool"], tool.value) == (tool, 1)


def test_what_a_program_raises_comes_through(home: Path) -> None:
    (home / "main.py").write_text("1 / 0\n")
    with pytest.raises(ZeroDivisionError):
        shell("python main.py")
    (home / "main.py").write_text("def f(:\n")
    with pytest.raises(SyntaxError):
        shell("python main.py")


def test_the_first_command_that_fails_ends_the_line(home: Path, recorder: Any, capsys: Any) -> None:
    shell("python -c 'import sys; sys.exit(\"no\")' && python -c 'print(1)'")
    assert capsys.readouterr() == ("", "no\n")
    shell("python gone.py && ls")
    assert "can't open file" in capsys.readouterr().err
    shell("python -m gone_module")
    assert capsys.readouterr().err == "python: No module named gone_module\n"
    assert [notice.rpartition(" ")[2] for notice in recorder.notices] == ["1.", "2.", "2."]


def test_output_goes_to_a_file_and_names_are_put_in(home: Path, capsys: Any) -> None:
    shell('python -c \'print("{name}", "{other}")\' > said.txt', {"name": "Ada"})
    shell("cat $FILE said.txt", {"FILE": "said.txt"})
    assert capsys.readouterr().out == "Ada {other}\n" * 2


def test_ls_and_cat(home: Path, recorder: Any, capsys: Any) -> None:
    write_file("shop/models.py", "a\nb", False)
    (home / ".hidden").touch()
    capsys.readouterr()
    shell("ls")
    shell("ls -a")
    shell("ls -R shop")
    shell("cat -n shop/models.py")
    out = "shop\n.hidden\nshop\nshop:\nmodels.py\n\n     1\ta\n     2\tb\n"
    assert capsys.readouterr().out == out
    shell("ls gone && ls")
    shell("cat gone")
    assert capsys.readouterr().err.count("No such file or directory") == 2


def test_run_leaves_the_programs_names(home: Path) -> None:
    (home / "main.py").write_text("answer = 42\n_hidden = 1\n")
    assert run.run_file(["main.py"]) == {"answer": 42, "_hidden": 1}
    with pytest.raises(FileNotFoundError):
        run.run_file(["gone.py"])


def test_a_program_that_serves_stays_alive_under_its_notebook(home: Path, recorder: Any) -> None:
    (home / "words.py").write_text("who = 'Ada'\n")
    (home / "main.py").write_text(
        "import words\nfrom routebook.gateway.served import serve\n"
        "def app(environ, start_response):\n    return [words.who.encode()]\n"
        "serve(app, port=8123)\n"
    )
    notebook = sys.modules["__main__"]
    shell("python main.py")
    one = served.ports(notebook)[8123]
    assert one.program is not None
    assert namespace.notebook_of(one.program) is notebook
    assert one.current(vars(notebook)).app({}, None) == [b"Ada"]
    assert "words" in sys.modules


def test_a_child_process_gives_its_output_and_code(home: Path) -> None:
    (home / "main.py").write_text(
        "import sys\nprint('out', sys.argv[1])\nprint('err', file=sys.stderr)\n1 / 0\n"
    )
    done = child.run_child([sys.executable, "main.py", "x"], capture_output=True, text=True)
    assert done is not None
    assert (done.returncode, done.stdout) == (1, "out x\n")
    assert done.stderr.startswith("err\nTraceback")
    merged = child.run_child("python main.py y", shell=True, stdout=-1, stderr=-2)
    assert merged is not None
    assert merged.stdout.startswith(b"out y\nerr\n")
    assert child.run_child(["ls", "/"]) is None
    assert child.run_child(["git", "pull"]) is None
