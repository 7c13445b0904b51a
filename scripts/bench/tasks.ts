import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../paths.ts";

/**
 * A program that both Routebook and plain Pyodide run. Each run gets a number of its own, since the
 * page shows the outputs of an earlier visit at once.
 */
export interface Task {
  readonly name: "base" | "pandas" | "flask" | "web" | "django";
  /** Packages it imports; what they depend on is found in the lock. */
  readonly packages: readonly string[];
  /** The course whose first lesson has these packages; null: the scratch notebook. */
  readonly course: string | null;
  /** Prints "answer " and the number, which it computes: it does not stand in the editor. */
  readonly code: (answer: number) => string;
}

/** What a task prints for the number. */
export function markerOf(answer: number): string {
  return `answer ${answer}`;
}

/** The number that plain Pyodide always gets: its page keeps nothing. */
export const PLAIN_ANSWER = 42;

function flaskAnswer(answer: number): string {
  return [
    "from flask import Flask",
    "app = Flask(__name__)",
    '@app.get("/")',
    "def home():",
    `    return f"answer {${answer - 1} + 1}"`,
    'print(app.test_client().get("/").text)',
  ].join("\n");
}

/** The programs of the "first output" measurements. */
export const TASKS: readonly Task[] = [
  {
    name: "base",
    packages: [],
    course: null,
    code: (answer) => `print("answer", ${answer - 1} + 1)`,
  },
  {
    name: "pandas",
    packages: ["pandas"],
    course: "pandas-first-steps",
    code: (answer) =>
      [
        "import pandas as pd",
        `frame = pd.DataFrame({"team": ["a", "b", "a"], "points": [${answer - 2}, 1, 2]})`,
        'print("answer", frame.groupby("team")["points"].sum()["a"])',
      ].join("\n"),
  },
  {
    name: "flask",
    packages: ["flask"],
    course: "flask-routing",
    code: flaskAnswer,
  },
  {
    // What a course on the web uses side by side; the budget speaks of this family.
    name: "web",
    packages: ["fastapi", "flask", "httpx", "jinja2", "pydantic", "sqlalchemy"],
    course: "flask-routing",
    code: (answer) =>
      `import fastapi, httpx, jinja2, pydantic, sqlalchemy.orm\n${flaskAnswer(answer)}`,
  },
  {
    name: "django",
    packages: ["django"],
    course: "django",
    code: (answer) =>
      [
        "import django",
        "from django.conf import settings",
        // The lesson's setup has done so already.
        "if not settings.configured:",
        '    settings.configure(SECRET_KEY="bench")',
        "    django.setup()",
        "settings.ROOT_URLCONF = __name__",
        'settings.ALLOWED_HOSTS = ["*"]',
        "from django.http import HttpResponse",
        "from django.test import Client",
        "from django.urls import path",
        "def home(request):",
        `    return HttpResponse(f"answer {${answer - 1} + 1}")`,
        'urlpatterns = [path("", home)]',
        'print(Client().get("/").content.decode())',
      ].join("\n"),
  },
];

/** The task of that name. */
export function taskCalled(name: Task["name"]): Task {
  const task = TASKS.find((candidate) => candidate.name === name);
  if (task === undefined) throw new Error(`There is no task called ${name}.`);
  return task;
}

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
