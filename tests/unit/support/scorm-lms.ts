import type { ScormApi } from "../../../src/scorm/scorm-api.ts";

/** SCORM 1.2 Run-Time Environment, section 3.3.5: the error codes, all of them. */
const ERRORS: Readonly<Record<string, string>> = {
  "0": "No error",
  "101": "General Exception",
  "201": "Invalid argument error",
  "202": "Element cannot have children",
  "203": "Element not an array - cannot have count",
  "301": "Not initialized",
  "401": "Not implemented error",
  "402": "Invalid set value, element is a keyword",
  "403": "Element is read only",
  "404": "Element is write only",
  "405": "Incorrect Data Type",
};

type Check = (value: string) => boolean;

// Section 3.4.3: the data types.
const string =
  (limit: number): Check =>
  (value) =>
    Array.from(value).every((character) => character <= "\u007f") && value.length <= limit;
const decimal: Check = (value) => /^-?\d+(\.\d+)?$/.test(value);
const percentOrBlank: Check = (value) =>
  value === "" || (decimal(value) && Number(value) >= 0 && Number(value) <= 100);
const timespan: Check = (value) => /^\d{2,4}:[0-5]\d:[0-5]\d(\.\d{1,2})?$/.test(value);
const vocabulary =
  (...words: readonly string[]): Check =>
  (value) =>
    words.includes(value);

interface Element {
  readonly access: "read" | "write" | "both";
  readonly check?: Check;
  readonly initial: string;
}

// Section 3.4.4: the data model's mandatory elements, and the optional ones that some systems have.
const ELEMENTS: Readonly<Record<string, Element>> = {
  "cmi.core.student_id": { access: "read", initial: "s-1" },
  "cmi.core.student_name": { access: "read", initial: "Smith, Ann" },
  "cmi.core.lesson_location": { access: "both", check: string(255), initial: "" },
  "cmi.core.credit": { access: "read", initial: "credit" },
  "cmi.core.lesson_status": {
    access: "both",
    check: vocabulary("passed", "completed", "failed", "incomplete", "browsed", "not attempted"),
    initial: "not attempted",
  },
  "cmi.core.entry": { access: "read", initial: "ab-initio" },
  "cmi.core.score.raw": { access: "both", check: percentOrBlank, initial: "" },
  "cmi.core.score.min": { access: "both", check: percentOrBlank, initial: "" },
  "cmi.core.score.max": { access: "both", check: percentOrBlank, initial: "" },
  "cmi.core.total_time": { access: "read", initial: "0000:00:00.00" },
  "cmi.core.lesson_mode": { access: "read", initial: "normal" },
  "cmi.core.exit": {
    access: "write",
    check: vocabulary("time-out", "suspend", "logout", ""),
    initial: "",
  },
  "cmi.core.session_time": { access: "write", check: timespan, initial: "" },
  "cmi.suspend_data": { access: "both", check: string(4096), initial: "" },
  "cmi.launch_data": { access: "read", initial: "" },
  "cmi.comments": { access: "both", check: string(4096), initial: "" },
};

const CHILDREN: Readonly<Record<string, string>> = {
  "cmi.core._children":
    "student_id,student_name,lesson_location,credit,lesson_status,entry,score,total_time,exit,session_time,lesson_mode",
  "cmi.core.score._children": "raw,min,max",
  "cmi._version": "3.4",
};

/** What a learner's record in the system holds between visits. */
export type LmsRecord = Readonly<Record<string, string>>;

export interface LmsOptions {
  readonly mode?: "normal" | "browse" | "review";
  /** What {@link StandInLms.record} was after the visit before. */
  readonly record?: LmsRecord;
  /** Percent of the manifest's `adlcp:masteryscore`. */
  readonly mastery?: number;
}

/**
 * A stand-in for a learning-management system's run-time API: one visit of one learner, strict about
 * order, names, types and access, as the SCORM 1.2 Run-Time Environment document has them. It keeps
 * only what was committed, or said before LMSFinish.
 */
export class StandInLms implements ScormApi {
  /** Every call, as it came, with what it answered. */
  readonly log: string[] = [];
  #state: "new" | "running" | "ended" = "new";
  #error = "0";
  #values: Record<string, string>;
  #kept: Record<string, string>;
  readonly #mastery: number | null;

  constructor({ mode = "normal", record = {}, mastery }: LmsOptions = {}) {
    const initial = Object.fromEntries(
      Object.entries(ELEMENTS).map(([name, element]) => [name, element.initial]),
    );
    const resumed = record["cmi.core.exit"] === "suspend";
    this.#kept = {
      ...initial,
      ...record,
      "cmi.core.lesson_mode": mode,
      "cmi.core.entry": Object.keys(record).length === 0 ? "ab-initio" : resumed ? "resume" : "",
      "cmi.core.exit": "",
      "cmi.core.session_time": "",
    };
    // A visit that was not suspended leaves nothing of its state to the next one.
    if (!resumed) this.#kept["cmi.suspend_data"] = "";
    this.#values = { ...this.#kept };
    this.#mastery = mastery ?? null;
  }

  /** What the system keeps. */
  get record(): LmsRecord {
    return this.#kept;
  }

  get state(): string {
    return this.#state;
  }

  LMSInitialize(parameter: string): string {
    if (parameter !== "") return this.#answer("LMSInitialize", "false", "201");
    if (this.#state !== "new") return this.#answer("LMSInitialize", "false", "101");
    this.#state = "running";
    return this.#answer("LMSInitialize", "true");
  }

  LMSFinish(parameter: string): string {
    if (parameter !== "") return this.#answer("LMSFinish", "false", "201");
    if (this.#state !== "running") return this.#answer("LMSFinish", "false", "301");
    this.#addTime();
    this.#judge();
    this.#kept = { ...this.#values };
    this.#state = "ended";
    return this.#answer("LMSFinish", "true");
  }

  LMSGetValue(element: string): string {
    const call = `LMSGetValue ${element}`;
    if (this.#state !== "running") return this.#answer(call, "", "301");
    const keyword = CHILDREN[element];
    if (keyword !== undefined) return this.#answer(call, keyword);
    const known = ELEMENTS[element];
    if (known === undefined) return this.#answer(call, "", unknown(element));
    if (known.access === "write") return this.#answer(call, "", "404");
    return this.#answer(call, this.#values[element] ?? "");
  }

  LMSSetValue(element: string, value: string): string {
    const call = `LMSSetValue ${element} ${JSON.stringify(value)}`;
    if (this.#state !== "running") return this.#answer(call, "false", "301");
    if (element in CHILDREN) return this.#answer(call, "false", "402");
    const known = ELEMENTS[element];
    if (known === undefined) return this.#answer(call, "false", unknown(element));
    if (known.access === "read") return this.#answer(call, "false", "403");
    if (typeof value !== "string" || known.check?.(value) === false)
      return this.#answer(call, "false", "405");
    this.#values[element] = value;
    return this.#answer(call, "true");
  }

  LMSCommit(parameter: string): string {
    if (parameter !== "") return this.#answer("LMSCommit", "false", "201");
    if (this.#state !== "running") return this.#answer("LMSCommit", "false", "301");
    this.#kept = { ...this.#values };
    return this.#answer("LMSCommit", "true");
  }

  LMSGetLastError(): string {
    return this.#error;
  }

  LMSGetErrorString(code: string): string {
    return ERRORS[code] ?? "";
  }

  LMSGetDiagnostic(code: string): string {
    return ERRORS[code === "" ? this.#error : code] ?? "";
  }

  #answer(call: string, value: string, error = "0"): string {
    this.#error = error;
    this.log.push(`${call} -> ${value}${error === "0" ? "" : ` (${error})`}`);
    return value;
  }

  #addTime(): void {
    const total =
      hundredths(this.#values["cmi.core.total_time"]) +
      hundredths(this.#values["cmi.core.session_time"]);
    const digits = (value: number, length: number) => String(value).padStart(length, "0");
    const seconds = `${digits(Math.floor(total / 100) % 60, 2)}.${digits(total % 100, 2)}`;
    this.#values["cmi.core.total_time"] =
      `${digits(Math.floor(total / 360_000), 4)}:${digits(Math.floor(total / 6000) % 60, 2)}:${seconds}`;
  }

  /** Section 3.4.4, `cmi.core.lesson_status`: what the system may decide when the learner leaves. */
  #judge(): void {
    const status = this.#values["cmi.core.lesson_status"];
    if (this.#values["cmi.core.lesson_mode"] !== "normal") return;
    if (status === "not attempted") this.#values["cmi.core.lesson_status"] = "completed";
    const raw = this.#values["cmi.core.score.raw"] ?? "";
    if (this.#mastery === null || raw === "") return;
    this.#values["cmi.core.lesson_status"] = Number(raw) >= this.#mastery ? "passed" : "failed";
  }
}

/** An element that there is not: a keyword of one that has none, an optional one, or nonsense. */
function unknown(element: string): string {
  if (element.endsWith("._children")) return "202";
  if (element.endsWith("._count")) return "203";
  return /^cmi\.(objectives|student_data|student_preference|interactions|comments_from_lms)\b/.test(
    element,
  )
    ? "401"
    : "201";
}

function hundredths(timespan = ""): number {
  const [, hours = "0", minutes = "0", seconds = "0"] =
    /^(\d+):(\d+):([\d.]+)$/.exec(timespan) ?? [];
  return Number(hours) * 360_000 + Number(minutes) * 6000 + Math.round(Number(seconds) * 100);
}
