import { resultOf, resultText } from "../../../src/classroom/write-result.ts";
import type { LearnerCell, LearnerRecord } from "../../../src/classroom/learner-record.ts";
import type { ResultFile } from "../../../src/classroom/result-file.ts";
import { parseLesson } from "../../../src/lesson/parse-lesson.ts";

export const PATH = "flask-routing/01-first-route";

const fence = (info: string, code: string): string => `\`\`\`${info}\n${code}\n\`\`\`\n\n`;

/** A lesson with setup, a cell, one that raises on purpose, a file and three exercises. */
const MARKDOWN = `---
title: Your first route
packages: [flask]
---

# Your first route

${fence("python", "first = 1")}
${fence('python setup="true"', "setup = 0")}
${fence('python raises="KeyError"', "{}['x']")}
${fence('python file="app/models.py"', "MODEL = 1")}
## One

${fence('python exercise="one"', "...")}
> [!TIP]
> A hint.

${fence('python check="one"', "assert one")}${fence('python solution="one"', "one = True")}
## Two

${fence("python", "between = 2")}
${fence('python exercise="two"', "...")}${fence('python check="two"', "assert two")}${fence('python solution="two"', "two = True")}
## Three

${fence('python exercise="three"', "...")}${fence('python check="three"', "assert three")}
`;

export const LESSON = parseLesson(MARKDOWN);

/** Noon of a day that no test depends on. */
export const NOON = new Date("2026-11-23T12:00:00.000Z");

/** What a learner did: code by exercise or cell, and more where it matters. */
export interface Work {
  readonly name?: string;
  readonly code?: Readonly<Record<string, string>>;
  /** Exercises that passed. */
  readonly passed?: readonly string[];
  readonly cells?: Readonly<Record<string, LearnerCell>>;
  readonly record?: Partial<LearnerRecord>;
  readonly date?: Date;
}

/** A result as Routebook writes it. Each passed exercise took a try and a minute of its own. */
export function work({
  name = "Ann Smith",
  code = {},
  passed = [],
  ...more
}: Work = {}): ResultFile {
  const cells: Record<string, LearnerCell> = { ...more.cells };
  for (const [id, source] of Object.entries(code)) cells[id] = { ...cells[id], edit: { source } };
  passed.forEach((id, index) => {
    const passedAt = new Date(NOON.getTime() - (index + 1) * 60_000).toISOString();
    cells[id] = { tries: 1, passedAt, ...cells[id] };
  });
  return resultOf({
    path: PATH,
    lesson: LESSON,
    record: { own: [], files: [], ...more.record, cells },
    learner: name,
    date: more.date ?? NOON,
  });
}

/** A file to drop on the page. */
export function dropped(name: string, content: ResultFile | string) {
  const text = typeof content === "string" ? content : resultText(content);
  return { name, size: new TextEncoder().encode(text).length, text: async () => text };
}
