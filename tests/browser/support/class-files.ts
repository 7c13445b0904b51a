import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../scripts/paths.ts";
import type { LearnerCell } from "../../../src/classroom/learner-record.ts";
import type { ResultFile } from "../../../src/classroom/result-file.ts";
import { resultOf, resultText } from "../../../src/classroom/write-result.ts";
import { parseLesson } from "../../../src/lesson/parse-lesson.ts";

/** A lesson of the site with two exercises, "week" and "member". */
export const CLASS_LESSON = "pydantic-validation/01-models";

const lesson = parseLesson(readFileSync(join(root, "lessons", `${CLASS_LESSON}.md`), "utf8"));

/** The two exercises, solved in words that differ from learner to learner. */
export const SOLVED = {
  week: "def weekly_fee(data):\n    return Tool.model_validate(data).daily_fee * 7",
  member:
    "class Member(BaseModel):\n    id: int\n    name: str\n    email: str | None = None\n    active: bool = True",
} as const;

/** A file for a file field. */
export interface ClassFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** What a learner did. */
export interface ClassWork {
  readonly name: string;
  readonly code?: Readonly<Record<string, string>>;
  /** Exercises that the file says were passed, a minute apart. */
  readonly passed?: readonly string[];
  /** Hour of the day on which the file was made. */
  readonly hour?: number;
}

/** A learner's result, as the app makes it. */
export function classResult({ name, code = {}, passed = [], hour = 12 }: ClassWork): ResultFile {
  const date = new Date(Date.UTC(2026, 10, 20, hour));
  const cells: Record<string, LearnerCell> = {};
  for (const [id, source] of Object.entries(code)) cells[id] = { edit: { source }, tries: 2 };
  passed.forEach((id, index) => {
    const passedAt = new Date(date.getTime() - (index + 1) * 60_000).toISOString();
    cells[id] = { tries: 1, ...cells[id], passedAt };
  });
  const record = { cells, own: [], files: [] };
  return resultOf({ path: CLASS_LESSON, lesson, record, learner: name, date });
}

/** A file of that result, or of that text. */
export function classFile(name: string, content: ResultFile | string): ClassFile {
  const text = typeof content === "string" ? content : resultText(content);
  return { name, mimeType: "application/json", buffer: Buffer.from(text) };
}

const BOTH = ["week", "member"];
const WRONG = "def weekly_fee(data):\n    return 21";
const OWN = `def weekly_fee(data):
    total = 0
    parsed = Tool.model_validate(data)
    for day in range(7):
        if day >= 0:
            total = total + parsed.daily_fee
        else:
            total = total - parsed.daily_fee
    return total`;

/** Of 25: 12 passed both, 6 one, 6 tried and passed none, and one never ends. */
function honest(number: number): ClassWork {
  const name = `Pupil ${String(number).padStart(2, "0")}`;
  if (number === 25) return { name, code: { week: "while True:\n    pass" } };
  // Two of those who passed both wrote the same, under other names.
  if (number === 4) return { name, code: { ...SOLVED, week: OWN }, passed: BOTH };
  if (number === 8) {
    const week = OWN.replaceAll("total", "price").replaceAll("parsed", "tool");
    return { name, code: { ...SOLVED, week }, passed: BOTH };
  }
  if (number % 2 === 0) return { name, code: SOLVED, passed: BOTH };
  if (number % 4 === 1) return { name, code: { week: SOLVED.week }, passed: ["week"] };
  return { name, code: { week: WRONG } };
}

/** A result with another time of passing. */
function passedAt(result: ResultFile, time: (index: number) => string): ResultFile {
  const exercises = result.exercises.map((one, index) => ({ ...one, passedAt: time(index) }));
  return { ...result, exercises };
}

/** Files that somebody changed by hand, all with both exercises passed, as they say. */
function forged(): readonly ClassFile[] {
  const claim = (number: number, code: ClassWork["code"] = SOLVED) =>
    classResult({ name: `Forged ${number}`, code, passed: BOTH });
  const later = new Date(Date.UTC(2026, 10, 20, 18)).toISOString();
  const same = new Date(Date.UTC(2026, 10, 20, 11)).toISOString();
  return [
    classFile("forged-1.json", claim(1, { ...SOLVED, week: WRONG })),
    classFile("forged-2.json", claim(2, {})),
    classFile(
      "forged-3.json",
      passedAt(claim(3), () => later),
    ),
    classFile(
      "forged-4.json",
      passedAt(claim(4), () => same),
    ),
    // The others have a checksum that fits; this one was edited in a text editor.
    classFile("forged-5.json", resultText(claim(5)).replace('"tries": 2', '"tries": 1')),
  ];
}

/** Thirty files, one a learner, five of them forged. */
export function thirtyFiles(): readonly ClassFile[] {
  const pupils = Array.from({ length: 25 }, (_, index) => honest(index + 1));
  return [
    ...pupils.map((work) => classFile(`${work.name}.routebook.json`, classResult(work))),
    ...forged(),
  ];
}
