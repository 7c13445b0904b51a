import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../paths.ts";

/** A program that both Routebook and plain Pyodide run, and the text that proves that it ran. */
export interface Task {
  readonly name: "base" | "pandas" | "flask";
  /** Packages it imports; what they depend on is found in the lock. */
  readonly packages: readonly string[];
  /** The course whose first lesson has these packages; null: the scratch notebook. */
  readonly course: string | null;
  readonly code: string;
  /** What it prints. The code computes it, so that it does not stand in the editor. */
  readonly marker: string;
}

/** The programs of the "first output" measurements. */
export const TASKS: readonly Task[] = [
  {
    name: "base",
    packages: [],
    course: null,
    code: 'print("answer", 6 * 7)',
    marker: "answer 42",
  },
  {
    name: "pandas",
    packages: ["pandas"],
    course: "pandas-first-steps",
    code: [
      "import pandas as pd",
      'frame = pd.DataFrame({"team": ["a", "b", "a"], "points": [40, 1, 2]})',
      'print("answer", frame.groupby("team")["points"].sum()["a"])',
    ].join("\n"),
    marker: "answer 42",
  },
  {
    name: "flask",
    packages: ["flask"],
    course: "flask-routing",
    code: [
      "from flask import Flask",
      "app = Flask(__name__)",
      '@app.get("/")',
      "def home():",
      '    return f"answer {6 * 7}"',
      'print(app.test_client().get("/").text)',
    ].join("\n"),
    marker: "answer 42",
  },
];

/** The fragment of the page where a learner would run it. Throws where the course has no lesson. */
export function addressOf({ course }: Task): string {
  if (course === null) return "#/scratch";
  const names = readdirSync(join(root, "lessons", course));
  const first = names.filter((name) => /^\d+-.*\.md$/.test(name)).sort()[0];
  if (first === undefined) throw new Error(`The course ${course} has no lesson to measure with.`);
  return `#/lesson/${course}/${first.replace(/\.md$/, "")}`;
}

/** The first words of the lesson's prose, as the reader sees them. */
export function firstWordsOf(task: Task): string {
  const path = addressOf(task).replace(/^#\/lesson\//, "");
  const text = readFileSync(join(root, "lessons", `${path}.md`), "utf8");
  const prose = text.replace(/^---\n[^]*?\n---\n/, "").split("\n");
  const line = prose.find((candidate) => /^[A-Z]/.test(candidate));
  const words = line === undefined ? undefined : /^[\w ,']+/.exec(line)?.[0];
  if (words === undefined) throw new Error(`${path} has no line of plain words to look for.`);
  return words.trimEnd();
}
