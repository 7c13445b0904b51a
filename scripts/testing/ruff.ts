import { readFileSync, writeFileSync } from "node:fs";
import { PositionEncoding, Workspace, type Diagnostic } from "@astral-sh/ruff-wasm-nodejs";
import { filesBelow } from "./files.ts";

/** Folders whose Python is ours. Lessons' Python is the teachers' and is shown as they wrote it. */
const PYTHON_FOLDERS = ["workers/python/py", "workers/python/project", "tests/python"] as const;

const SETTINGS = {
  "line-length": 100,
  "target-version": "py314",
  lint: {
    // pycodestyle, pyflakes, isort, bugbear, pyupgrade, comprehensions, simplify, ruff's own.
    select: ["E", "F", "W", "I", "B", "UP", "C4", "SIM", "RUF"],
  },
} as const;

/** The paths of our own Python files. */
function pythonFiles(): string[] {
  return filesBelow(PYTHON_FOLDERS, ".py");
}

function workspace(): Workspace {
  return new Workspace(SETTINGS, PositionEncoding.Utf16);
}

/**
 * Formats our Python. With `write` the files are changed; either way the paths of those that were
 * not formatted are returned. A file that is not Python throws with its path.
 */
export function formatPython(write: boolean): string[] {
  const ruff = workspace();
  return pythonFiles().filter((path) => {
    const text = readFileSync(path, "utf8");
    const formatted = formattedText(ruff, path, text);
    if (formatted === text) return false;
    if (write) writeFileSync(path, formatted);
    return true;
  });
}

function formattedText(ruff: Workspace, path: string, text: string): string {
  try {
    return ruff.format(text);
  } catch (error) {
    throw new Error(`${path} cannot be formatted: ${String(error)}`, { cause: error });
  }
}

/** What the linter says of our Python, as "file:line:column: code sentence". */
export function lintPython(): string[] {
  const ruff = workspace();
  return pythonFiles().flatMap((path) => {
    const found = ruff.check(readFileSync(path, "utf8")) as readonly Diagnostic[];
    return found.map(
      ({ code, message, start_location: { row, column } }) =>
        `${path}:${row}:${column}: ${code ?? "syntax"} ${message}`,
    );
  });
}
