import type { LessonProblem } from "../shared/lesson.ts";
import { readFrontMatter, type SplitText } from "./front-matter.ts";
import {
  type AppField,
  normalizeApp,
  normalizeMinutes,
  normalizePackages,
  normalizeText,
} from "./lesson-fields.ts";

/** A lesson's front matter, read. */
export interface LessonHeader {
  /** Null where the front matter has none. */
  readonly title: string | null;
  readonly summary: string;
  readonly packages: readonly string[];
  readonly minutes: number | null;
  readonly app: AppField;
  readonly problems: readonly LessonProblem[];
}

/** The fields of a lesson's front matter. */
const LESSON_FIELDS = ["title", "summary", "packages", "minutes", "app"] as const;

/** Reads a lesson's front matter. Total: what is missing or wrong becomes a problem. */
export function readLessonHeader(split: SplitText): LessonHeader {
  const { fields, problems } = readFrontMatter(split.yaml ?? "", LESSON_FIELDS);
  const title = normalizeText("title", fields.get("title"));
  const summary = normalizeText("summary", fields.get("summary"));
  const packages = normalizePackages(fields.get("packages"));
  const minutes = normalizeMinutes(fields.get("minutes"));
  const app = normalizeApp(fields.get("app"));
  const all = [
    ...(split.problem === null ? [] : [split.problem]),
    ...problems,
    ...title.problems,
    ...summary.problems,
    ...packages.problems,
    ...minutes.problems,
    ...app.problems,
  ];
  const named = title.value !== null && title.value !== "";
  // Where the YAML itself is broken the title may well be there: one problem is enough.
  if (!named && problems.length === 0 && title.problems.length === 0) {
    all.push({ line: 1, message: split.yaml === null ? NO_FRONT_MATTER : NO_TITLE });
  }
  return {
    title: named ? title.value : null,
    summary: summary.value ?? "",
    packages: packages.value,
    minutes: minutes.value,
    app: app.value,
    problems: all.sort((one, other) => one.line - other.line),
  };
}

const NO_FRONT_MATTER =
  'The lesson has no front matter; begin the file with a line "---", then title: …, then a line "---".';
const NO_TITLE = "The front matter has no title; add a line such as title: Your first route.";
