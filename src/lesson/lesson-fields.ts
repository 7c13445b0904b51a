import type { LessonProblem } from "../shared/lesson.ts";
import type { FrontMatterField } from "./front-matter.ts";

/** One normalizer a field: anything in, the exact type out, and what to tell the author. */
export interface Normalized<Value> {
  readonly value: Value;
  readonly problems: readonly LessonProblem[];
}

/** A text on one line; numbers and booleans are read as the text they were written as. */
export function normalizeText(
  name: string,
  field: FrontMatterField | undefined,
): Normalized<string | null> {
  if (field === undefined || field.value === null) return { value: null, problems: [] };
  const { value } = field;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return { value: String(value).trim().replace(/\s+/g, " "), problems: [] };
  }
  return refuse(null, field, `${name} must be text; write ${name}: "…".`);
}

/** Names of packages: a YAML list, or names with commas between them. */
export function normalizePackages(
  field: FrontMatterField | undefined,
): Normalized<readonly string[]> {
  if (field === undefined || field.value === null) return { value: [], problems: [] };
  const found: unknown = typeof field.value === "string" ? field.value.split(",") : field.value;
  const advice = "packages must be a list of names; write packages: [flask, pandas].";
  if (!Array.isArray(found)) return refuse([], field, advice);
  const names = new Set<string>();
  let strange = false;
  for (const entry of found as readonly unknown[]) {
    const name = typeof entry === "string" ? normalizedName(entry) : "";
    if (PACKAGE_NAME.test(name)) names.add(name);
    else if (entry !== "") strange = true;
  }
  return strange ? refuse([...names], field, advice) : { value: [...names], problems: [] };
}

/** Minutes: a number above 0 and not above a day; null where there is none. */
export function normalizeMinutes(field: FrontMatterField | undefined): Normalized<number | null> {
  if (field === undefined || field.value === null) return { value: null, problems: [] };
  const { value } = field;
  if (typeof value === "number" && value > 0 && value <= 1440) return { value, problems: [] };
  return refuse(null, field, "minutes must be a number above 0; write, for instance, minutes: 15.");
}

/** What the author says of the lesson's web app. */
export type AppField =
  /** Nothing: what the lesson holds decides. */
  | "unsaid"
  /** It has none. */
  | "none"
  /** The path that the preview opens first. */
  | { readonly path: string };

/** The path that the preview opens first, or false for a lesson whose app is not to be shown. */
export function normalizeApp(field: FrontMatterField | undefined): Normalized<AppField> {
  if (field === undefined || field.value === null) return { value: "unsaid", problems: [] };
  const { value } = field;
  if (value === false) return { value: "none", problems: [] };
  if (value === true) return { value: { path: "/" }, problems: [] };
  if (typeof value === "string" && /^\/(?!\/)\S*$/.test(value)) {
    return { value: { path: value }, problems: [] };
  }
  return refuse(
    "unsaid",
    field,
    "app must be a path that begins with a slash, or false; write, for instance, app: /login.",
  );
}

/** The place of a course among the courses: any number; without one it comes last. */
export function normalizeOrder(field: FrontMatterField | undefined): Normalized<number> {
  const last = Number.MAX_SAFE_INTEGER;
  if (field === undefined || field.value === null) return { value: last, problems: [] };
  const { value } = field;
  if (typeof value === "number" && Number.isFinite(value)) return { value, problems: [] };
  return refuse(last, field, "order must be a number; write, for instance, order: 2.");
}

const PACKAGE_NAME = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;

/** PEP 503: case and the kind of separator do not count. */
function normalizedName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[-_.]+/g, "-");
}

function refuse<Value>(value: Value, field: FrontMatterField, message: string): Normalized<Value> {
  return { value, problems: [{ line: field.line, message: `The field ${message}` }] };
}
