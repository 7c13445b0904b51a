import { failureLine } from "../shared/failure-line.ts";
import type { CheckDetail, CheckResult } from "../shared/kernel.ts";
import type { PythonFailure } from "../shared/python-failure.ts";

/** How an exercise came out when its check ran again in the teacher's tab. */
export type Outcome =
  | { readonly kind: "passed"; readonly message: string | null }
  /** The check said no, or the learner's code, a cell above it or the check itself raised. */
  | { readonly kind: "failed"; readonly message: string; readonly details: readonly CheckDetail[] }
  | { readonly kind: "timed-out"; readonly message: string }
  /** Python itself broke under this code; the next check got a new one. */
  | { readonly kind: "died"; readonly message: string }
  /** The teacher stopped while it ran. */
  | { readonly kind: "stopped" }
  /** The learner left the starter as it was, tried nothing and claims nothing. */
  | { readonly kind: "not-tried" }
  /** There was no Python to run it, or the exercise has no check. */
  | { readonly kind: "not-run"; readonly message: string };

/** The outcome of a check that ended, for the teacher: so "the code", not "your code". */
export function outcomeOf(result: CheckResult, timeLimit: number): Outcome {
  const { verdict, error, interruptedBy } = result;
  if (verdict === null) {
    switch (interruptedBy) {
      case "time-limit":
        return timedOut(timeLimit);
      case "stop":
        return { kind: "stopped" };
      default:
        return failed(`The program stopped itself${because(error)}.`);
    }
  }
  switch (verdict.kind) {
    case "passed":
      return { kind: "passed", message: verdict.message };
    case "failed":
      return { kind: "failed", message: verdict.message, details: verdict.details };
    case "raised":
      return failed(raised(verdict.where, verdict.label, error));
  }
}

/** The outcome of a check that took longer than so many milliseconds. */
export function timedOut(timeLimit: number): Outcome {
  return { kind: "timed-out", message: `It did not end within ${timeLimit / 1000} s.` };
}

function failed(message: string): Outcome {
  return { kind: "failed", message, details: [] };
}

function raised(
  where: "before" | "code" | "check",
  label: string,
  error: PythonFailure | null,
): string {
  const what = error === null ? "an error" : failureLine(error);
  switch (where) {
    case "before":
      return `It could not be checked: ${label} above it stops with ${what}.`;
    case "code":
      return `The code stops with ${what}.`;
    case "check":
      return `The check itself stopped with ${what}. It may not have foreseen this answer; read the code.`;
  }
}

function because(error: PythonFailure | null): string {
  return error === null ? "" : ` with ${failureLine(error)}`;
}
