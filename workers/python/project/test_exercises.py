"""The lesson's checks: `python -m pytest` runs them on the solutions and on your own code."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).resolve().parent
PROJECT = TESTS.parent
EXERCISES: list[dict[str, Any]] = json.loads((TESTS / "lesson.json").read_text("utf-8"))[
    "exercises"
]
LIMIT = 300  # seconds


def name_of(exercise: dict[str, Any]) -> str:
    """What the exercise is called in the list of tests."""
    return str(exercise["id"])


@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
def test_yours(exercise: dict[str, Any]) -> None:
    """Your code passes the check."""
    code = PROJECT / "exercises" / f"{exercise['file']}.py"
    starter = TESTS / "starters" / f"{exercise['file']}.py"
    if code.read_text("utf-8") == starter.read_text("utf-8"):
        pytest.skip(f"not begun: write your code into exercises/{exercise['file']}.py")
    check(exercise, "exercises")


@pytest.mark.parametrize("exercise", [one for one in EXERCISES if one["solution"]], ids=name_of)
def test_solution(exercise: dict[str, Any]) -> None:
    """The lesson's solution passes the check."""
    check(exercise, "solutions")


def check(exercise: dict[str, Any], folder: str) -> None:
    """Fails with what the check says."""
    command = [sys.executable, str(TESTS / "run_check.py"), exercise["id"], folder]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=False)
    if done.returncode != 0:
        pytest.fail(f"{done.stdout}\n{done.stderr}".strip(), pytrace=False)
