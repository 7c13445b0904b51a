import { asCount, asRecord, asText } from "./json-fields.ts";

/**
 * What a lesson's page and the page around it say to each other (`window.postMessage`), so that a
 * learning-management system hears how far its learner is. Each side names the other's origin when
 * it speaks and looks at it when it listens; nothing but these figures goes from one to the other.
 */

/** Lesson's page to the page around it: how far the learner is. Sent at once and at each change. */
export interface ProgressMessage {
  readonly routebook: 1;
  readonly type: "progress";
  /** Path of the lesson: "flask-routing/01-first-route". */
  readonly lesson: string;
  /** Exercises passed. */
  readonly passed: number;
  /** Exercises of the lesson. */
  readonly total: number;
  /** Id of the cell that the learner was at last. */
  readonly cell?: string;
}

/** Page around it to the lesson's page: tell me. Sent when the frame has loaded, and at the first answer. */
export interface ProgressWanted {
  readonly routebook: 1;
  readonly type: "progress-wanted";
  readonly lesson: string;
  /** Where the learner was at the last visit, should this browser not know. */
  readonly cell?: string;
}

/**
 * Parameter of the lesson's address (`?embedder=https%3A%2F%2Flms.example`) in which the page around
 * it names its own origin. The lesson reports to that origin alone.
 */
export const EMBEDDER = "embedder";

/** More exercises than any lesson has. */
const MANY = 10_000;
const LONG = 1000;

/** A message that came, or null for anything else. */
export function readProgressMessage(data: unknown): ProgressMessage | null {
  const fields = ours(data, "progress");
  const lesson = asText(fields?.["lesson"], LONG);
  const [passed, total] = [asCount(fields?.["passed"], MANY), asCount(fields?.["total"], MANY)];
  if (lesson === undefined || passed === undefined || total === undefined) return null;
  if (!Number.isInteger(passed) || !Number.isInteger(total) || passed > total) return null;
  return { routebook: 1, type: "progress", lesson, passed, total, ...cellIn(fields) };
}

/** A message that came, or null for anything else. */
export function readProgressWanted(data: unknown): ProgressWanted | null {
  const fields = ours(data, "progress-wanted");
  const lesson = asText(fields?.["lesson"], LONG);
  if (lesson === undefined) return null;
  return { routebook: 1, type: "progress-wanted", lesson, ...cellIn(fields) };
}

function ours(data: unknown, type: string): Readonly<Record<string, unknown>> | null {
  const fields = asRecord(data);
  return fields?.["routebook"] === 1 && fields["type"] === type ? fields : null;
}

function cellIn(fields: Readonly<Record<string, unknown>> | null): { readonly cell?: string } {
  const cell = asText(fields?.["cell"], LONG);
  return cell === undefined ? {} : { cell };
}
