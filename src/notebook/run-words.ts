import { failureLine } from "../shared/failure-line.ts";
import type { CheckResult, RunResult } from "../shared/kernel.ts";
import type { PythonFailure } from "../shared/python-failure.ts";
import type { CheckReport } from "./model.ts";

/** The sentence under a run that ended before its time; null where its error says all. */
export function interruptionNotice(result: RunResult, timeLimit: number | null): string | null {
  if (result.status !== "interrupted") return null;
  const place = placeOf(result.error);
  switch (result.interruptedBy) {
    case "stop":
      return `Stopped${place}. Variables and files were kept.`;
    case "time-limit":
      return `Stopped after ${timeLimit ?? 0} s, the time limit${place}. Variables and files were kept. If this code needs longer, raise the time limit or lift it in the settings, then run it again.`;
    case "code":
    case null:
      return result.error === null ? "The program stopped itself." : null;
  }
}

/** The sentence under a run whose kernel was taken away from it. */
export function lostRunNotice(ending: "stop" | "restart" | null, message: string): string {
  if (ending === "stop") {
    return "Stopped. Python had to be replaced: files were kept, variables were lost.";
  }
  if (ending === "restart") return "Python was restarted while this ran.";
  return `${message} Python is started anew: files are kept, variables are lost.`;
}

/** A check's verdict in words. Null where the check was interrupted and said nothing. */
export function reportOf(result: CheckResult): CheckReport | null {
  const { verdict, error } = result;
  if (verdict === null) return null;
  switch (verdict.kind) {
    case "passed":
      return { kind: "passed", message: verdict.message };
    case "failed":
      return { kind: "failed", message: verdict.message, details: verdict.details, error };
    case "raised":
      return {
        kind: "failed",
        message: raisedMessage(verdict.where, verdict.label, error),
        details: [],
        error,
      };
  }
}

function raisedMessage(
  where: "before" | "code" | "check",
  label: string,
  error: PythonFailure | null,
): string {
  const what = error === null ? "an error" : failureLine(error);
  const named = `${label.charAt(0).toUpperCase()}${label.slice(1)}`;
  if (where === "before") {
    return `${named}, above, stops with ${what}. Mend or reset it first, then check again.`;
  }
  if (where === "code") return `Your code stops with ${what}.`;
  return `The check itself stopped with ${what}. It may not have foreseen your answer; compare it with the task.`;
}

function placeOf(error: PythonFailure | null): string {
  const frame = error?.frames.at(-1);
  return frame === undefined ? "" : `, at ${frame.file}, line ${frame.line}`;
}
