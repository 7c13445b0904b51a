import type { ScormApi } from "./scorm-api.ts";
import { openSession, type ScormSession } from "./scorm-session.ts";
import { sessionTime } from "./session-time.ts";
import { type Best, cellAt, lessonLocation, readSuspendData, suspendData } from "./suspend-data.ts";

export interface AttemptOptions {
  /** Null where no system is around. */
  readonly api: ScormApi | null;
  /** Path of the lesson. */
  readonly lesson: string;
  /** Percent from which the lesson counts as passed. */
  readonly mastery: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
}

/** What the lesson's page told. */
export interface AttemptProgress {
  readonly passed: number;
  readonly total: number;
  readonly cell?: string;
}

/** One visit of a learner to a lesson, as the system sees it. */
export interface Attempt {
  /** A sentence on the connection, for the learner. */
  readonly message: string;
  /** The cell that the learner was at last; null where nobody knows. */
  readonly cell: string | null;
  hear(progress: AttemptProgress): void;
  /** Tells the time spent and ends the conversation; a second call does nothing. */
  finish(): void;
}

const WORKS = "The lesson works as usual, and this browser keeps your work.";
const ALONE = `No course system was found around this page, so your progress is not reported. ${WORKS}`;

/** Order of `cmi.core.lesson_status`: it never goes back. */
const STATUSES = ["", "not attempted", "browsed", "incomplete", "failed", "completed", "passed"];

/**
 * Begins the visit: says that the lesson is under way, and takes up what was reached before. A
 * lesson's score is the percent of its exercises that passed; it never falls, since a learner may
 * come back with another browser, which knows nothing of the first. A lesson without exercises is
 * completed as soon as its page is there.
 */
export function beginAttempt(options: AttemptOptions): Attempt {
  const { api, lesson } = options;
  let refusal = "";
  const session = api === null ? null : openSession(api, (reason) => (refusal = reason));
  if (session === null) {
    const message =
      api === null
        ? ALONE
        : `The course system refused the connection (${refusal}), so your progress is not reported. ${WORKS}`;
    return { message, cell: null, hear: () => {}, finish: () => {} };
  }
  const mode = session.get("cmi.core.lesson_mode");
  const cell = cellAt(session.get("cmi.core.lesson_location"));
  if (mode === "review" || mode === "browse") return look(session, options, mode, cell);
  raiseStatus(session, "incomplete");
  const best = readSuspendData(session.get("cmi.suspend_data"), lesson);
  session.commit();
  return new Reported(session, options, best, cell);
}

/** A visit that does not count: only the time is told. */
function look(
  session: ScormSession,
  { now }: AttemptOptions,
  mode: "review" | "browse",
  cell: string | null,
): Attempt {
  const since = now();
  if (mode === "browse") raiseStatus(session, "browsed");
  return {
    message: `The course system opened this lesson to look at it, so nothing is reported. ${WORKS}`,
    cell,
    hear: () => {},
    finish() {
      session.set("cmi.core.session_time", sessionTime(now() - since));
      session.finish();
    },
  };
}

class Reported implements Attempt {
  readonly cell: string | null;
  readonly #session: ScormSession;
  readonly #options: AttemptOptions;
  readonly #since: number;
  #best: Best | null;
  #done = false;
  #reported = "";

  constructor(
    session: ScormSession,
    options: AttemptOptions,
    best: Best | null,
    cell: string | null,
  ) {
    this.#session = session;
    this.#options = options;
    this.#best = best;
    this.cell = cell;
    this.#since = options.now();
    this.#done = ["passed", "completed"].includes(session.get("cmi.core.lesson_status"));
  }

  get message(): string {
    const { refusal } = this.#session;
    if (refusal !== null) {
      return `The course system did not take all that was reported (${refusal}). ${WORKS}`;
    }
    if (this.#best === null || this.#best.total === 0) return "Connected to your course.";
    return `Reported to your course: ${this.#best.passed} of ${this.#best.total} exercises passed.`;
  }

  hear({ passed, total, cell }: AttemptProgress): void {
    const { lesson, mastery } = this.#options;
    const percent = total === 0 ? 0 : (passed / total) * 100;
    const before =
      this.#best === null || this.#best.total === 0
        ? 0
        : (this.#best.passed / this.#best.total) * 100;
    if (this.#best === null || percent >= before) this.#best = { lesson, passed, total };
    const score = Math.max(percent, before);
    const report = JSON.stringify([this.#best, cell]);
    if (report === this.#reported) return;
    this.#reported = report;
    const session = this.#session;
    if (total > 0) {
      session.set("cmi.core.score.min", "0");
      session.set("cmi.core.score.max", "100");
      session.set("cmi.core.score.raw", String(Math.round(score * 100) / 100));
    }
    const status = total === 0 ? "completed" : score >= mastery ? "passed" : "incomplete";
    this.#done ||= status !== "incomplete";
    raiseStatus(session, status);
    session.set("cmi.suspend_data", suspendData(this.#best));
    if (cell !== undefined) session.set("cmi.core.lesson_location", lessonLocation(cell));
    this.#tellTime();
    session.commit();
  }

  finish(): void {
    // Without "suspend" a system may forget what the next visit needs.
    this.#session.set("cmi.core.exit", this.#done ? "" : "suspend");
    this.#tellTime();
    this.#session.commit();
    this.#session.finish();
  }

  /** The time of this visit, each time as a whole: a later value replaces the earlier one. */
  #tellTime(): void {
    const spent = this.#options.now() - this.#since;
    this.#session.set("cmi.core.session_time", sessionTime(spent));
  }
}

function raiseStatus(session: ScormSession, status: string): void {
  const present = STATUSES.indexOf(session.get("cmi.core.lesson_status"));
  if (STATUSES.indexOf(status) > present) session.set("cmi.core.lesson_status", status);
}
