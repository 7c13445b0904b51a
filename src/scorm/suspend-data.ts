import { readProgressMessage } from "../shared/progress-message.ts";

/** The best that a learner reached in a lesson. */
export interface Best {
  readonly lesson: string;
  readonly passed: number;
  readonly total: number;
}

/** Characters of `cmi.suspend_data`: a CMIString4096 (SCORM 1.2 Run-Time Environment, 3.4.3). */
const LIMIT = 4096;
/** Characters of `cmi.core.lesson_location`: a CMIString255. */
const LOCATION_LIMIT = 255;

/** The best as the system keeps it for the next visit: ASCII, as the data model wants it. */
export function suspendData({ lesson, passed, total }: Best): string {
  const json = JSON.stringify({ lesson, passed, total });
  // Unit by unit: a character beyond U+FFFF becomes two escapes, as JSON has it.
  const text = json.replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return text.length <= LIMIT ? text : "";
}

/** What {@link suspendData} kept of this lesson; null for anything else. */
export function readSuspendData(text: string, lesson: string): Best | null {
  if (text.length > LIMIT) return null;
  try {
    const kept: unknown = JSON.parse(text);
    const fields = typeof kept === "object" ? kept : null;
    const best = readProgressMessage({ ...fields, routebook: 1, type: "progress" });
    return best?.lesson === lesson ? best : null;
  } catch {
    return null;
  }
}

/** The place in a lesson as `cmi.core.lesson_location`: ASCII; "" for one that does not fit. */
export function lessonLocation(cell: string): string {
  try {
    const text = encodeURIComponent(cell);
    return text.length <= LOCATION_LIMIT ? text : "";
  } catch {
    // Half a surrogate pair.
    return "";
  }
}

/** The cell that {@link lessonLocation} named; null for none. */
export function cellAt(location: string): string | null {
  try {
    return decodeURIComponent(location) || null;
  } catch {
    return null;
  }
}
