import type { LessonProblem } from "../shared/lesson.ts";
import { readFrontMatter, splitFrontMatter } from "./front-matter.ts";
import { normalizeOrder, normalizeText } from "./lesson-fields.ts";
import { renderMarkdown } from "./render-markdown.ts";
import { toLines } from "./text-lines.ts";

/** What a course's course.md says. */
export interface CourseText {
  /** Null where it says none. */
  readonly title: string | null;
  readonly summary: string;
  /** Courses stand in this order, then in that of their names. */
  readonly order: number;
  /** HTML of the text after the front matter; "" where there is none. */
  readonly about: string;
  readonly problems: readonly LessonProblem[];
}

/** The fields of a course's front matter. */
const COURSE_FIELDS = ["title", "summary", "order"] as const;

/** Reads course.md. Total: what is missing or wrong becomes a problem. */
export function parseCourse(text: string): CourseText {
  const lines = toLines(text);
  const split = splitFrontMatter(lines);
  const { fields, problems } = readFrontMatter(split.yaml ?? "", COURSE_FIELDS);
  const title = normalizeText("title", fields.get("title"));
  const summary = normalizeText("summary", fields.get("summary"));
  const order = normalizeOrder(fields.get("order"));
  const named = title.value !== null && title.value !== "";
  const all = [
    ...(split.problem === null ? [] : [split.problem]),
    ...problems,
    ...title.problems,
    ...summary.problems,
    ...order.problems,
  ];
  if (!named && all.length === 0) {
    all.push({ line: 1, message: "The course has no title; add title: … to the front matter." });
  }
  const body = lines.slice(split.lines).join("\n").trim();
  // The page shows the title: a heading that repeats it is left out.
  const about = named
    ? body.replace(/^#[ \t]+(.*)\n?/, (line, text: string) =>
        text.trim() === title.value ? "" : line,
      )
    : body;
  return {
    title: named ? title.value : null,
    summary: summary.value ?? "",
    order: order.value,
    about: renderMarkdown(about),
    problems: all,
  };
}
