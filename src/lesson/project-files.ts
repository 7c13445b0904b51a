import { filePathProblem } from "../shared/file-path.ts";
import { parseLesson } from "./parse-lesson.ts";
import { type Program, type ProgramExercise, projectProgram, withEnd } from "./project-program.ts";
import { projectReadme } from "./project-readme.ts";
import { requirementsOf, type ShippedVersions } from "./project-requirements.ts";
import { projectStart } from "./project-start.ts";

/** A lesson or a notebook that is to become a project. */
export interface ProjectSource {
  readonly title: string;
  readonly packages: readonly string[];
  /** Markdown with the learner's work in it. */
  readonly text: string;
  /** The lesson's Markdown without it: what the solutions are tested with. Null for a notebook. */
  readonly original: string | null;
  /** Data files, and files of the working folder that no text holds, by their paths. */
  readonly data: readonly { readonly path: string; readonly bytes: Uint8Array }[];
}

/** What every project is made with; made by the build (scripts/project). */
export interface ProjectParts {
  /** Python for the folder tests/, by path below it. */
  readonly helpers: readonly (readonly [path: string, text: string])[];
  readonly versions: ShippedVersions;
}

/** A file of a project. Paths are relative, with "/" between their parts. */
export interface ProjectFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/**
 * A lesson or a notebook as a project for CPython: its files, its cells as a module, each exercise
 * with the learner's code and the solution, the checks as pytest tests, and a README whose one line
 * installs and starts it. In the order of the paths; pure.
 *
 * | path | what |
 * |---|---|
 * | `lesson.md` | the whole text, to be opened in Routebook again |
 * | `exercises/ID.py`, `solutions/ID.py` | the learner's code, the lesson's |
 * | `tests/cells/`, `tests/checks/`, `tests/starters/` | what a check runs |
 * | `tests/original/` | the lesson's own cells and files, where the learner changed some |
 */
export function projectFiles(source: ProjectSource, parts: ProjectParts): ProjectFile[] {
  const parsed = parseLesson(source.text);
  const program = projectProgram(parsed);
  const lesson = source.original === null ? program : projectProgram(parseLesson(source.original));
  const changed = source.original !== null && source.original !== source.text;
  const start = projectStart(program, parsed.app ?? "/");
  const files = new Map<string, string | Uint8Array>();
  for (const { path, bytes } of source.data) if (isInside(path)) files.set(path, bytes);
  for (const { path, text } of program.files) if (isInside(path)) files.set(path, text);
  if (start.module !== null) files.set(start.module.path, start.module.text);
  files.set("lesson.md", source.text);
  files.set("pytest.ini", PYTEST_INI);
  const tested = program.exercises.filter(({ check }) => check !== null);
  if (tested.length > 0) {
    for (const [path, text] of exerciseFiles(program, lesson, changed)) files.set(path, text);
    for (const [path, text] of parts.helpers) files.set(`tests/${path}`, text);
  }
  const code = [...files].flatMap(([path, text]) =>
    typeof text === "string" && path.endsWith(".py") && !isHelper(path) ? [text] : [],
  );
  const requirements = requirementsOf(source.packages, code, parts.versions);
  files.set("requirements.txt", `${requirements.join("\n")}\n`);
  files.set("README.md", projectReadme({ title: source.title, start, exercises: tested }));
  return [...files]
    .map(([path, content]) => ({ path, content }))
    .toSorted((one, other) => (one.path < other.path ? -1 : 1));
}

/** Without it pytest would look for tests in the lesson's own files, too. */
const PYTEST_INI = "[pytest]\ntestpaths = tests\npython_files = test_exercises.py\n";

function exerciseFiles(program: Program, lesson: Program, changed: boolean): [string, string][] {
  const files = new Map<string, string>();
  const originals = new Map(lesson.exercises.map((exercise) => [exercise.id, exercise]));
  const names = fileNames(program.exercises);
  const exercises = program.exercises.flatMap((exercise) => {
    const { id, source, check, solution } = exercise;
    if (check === null) return [];
    const file = names.get(id) ?? id;
    const original = originals.get(id);
    files.set(`exercises/${file}.py`, withEnd(source));
    files.set(`tests/starters/${file}.py`, withEnd((original ?? exercise).source));
    files.set(`tests/checks/${file}.py`, withEnd(check));
    if (solution !== null) files.set(`solutions/${file}.py`, withEnd(solution));
    return [
      {
        id,
        file,
        solution: solution !== null,
        before: exercise.before.map((index) => cellPath("cells", program, index)),
        original_before: (original ?? exercise).before.map((index) =>
          cellPath(
            changed ? "original/cells" : "cells",
            original === undefined ? program : lesson,
            index,
          ),
        ),
      },
    ];
  });
  for (const [index, { source }] of program.cells.entries()) {
    files.set(`tests/${cellPath("cells", program, index)}`, withEnd(source));
  }
  if (changed) {
    for (const [index, { source }] of lesson.cells.entries()) {
      files.set(`tests/${cellPath("original/cells", lesson, index)}`, withEnd(source));
    }
    for (const { path, text } of lesson.files) files.set(`tests/original/${path}`, text);
  }
  const listed = { exercises, files: program.files.map(({ path }) => path), original: changed };
  files.set("tests/lesson.json", `${JSON.stringify(listed, null, 1)}\n`);
  return [...files];
}

/** "cells/03-start-1.py": numbered, since they run in this order. */
function cellPath(folder: string, { cells }: Program, index: number): string {
  const number = String(index + 1).padStart(2, "0");
  return `${folder}/${number}-${safeName(cells[index]?.id ?? "")}.py`;
}

/** Exercises of a file from anywhere may have ids that are no file names, or the same one. */
function fileNames(exercises: readonly ProgramExercise[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const { id } of exercises) {
    let name = safeName(id);
    for (let number = 2; taken.has(name.toLowerCase()); number++)
      name = `${safeName(id)}-${number}`;
    taken.add(name.toLowerCase());
    names.set(id, name);
  }
  return names;
}

function safeName(id: string): string {
  const safe = id.replace(/[^\p{L}\p{N}_-]+/gu, "-").replace(/^-+|-+$/g, "");
  return safe === "" ? "cell" : safe.slice(0, 60);
}

function isHelper(path: string): boolean {
  return path.startsWith("tests/routebook/") || /^tests\/[^/]*\.py$/.test(path);
}

function isInside(path: string): boolean {
  return path.startsWith("data/")
    ? filePathProblem(path.slice(5)) === null
    : filePathProblem(path) === null;
}
