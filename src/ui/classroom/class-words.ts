import type { Outcome } from "../../classroom/outcome.ts";
import type { ResultExercise } from "../../classroom/result-file.ts";
import type { Score } from "../../classroom/score.ts";
import { countOf } from "../format.ts";
import type { IconName } from "../icon.tsx";
import type { ClassRun } from "./class-state.ts";

/** An outcome in a word or two, with the icon and the colour that go with them. */
export interface OutcomeWords {
  readonly icon: IconName | null;
  readonly tone: "good" | "bad" | "warn" | "dim";
  readonly text: string;
}

const WORDS: Readonly<Record<Outcome["kind"], OutcomeWords>> = {
  passed: { icon: "check", tone: "good", text: "Passed" },
  failed: { icon: "close", tone: "bad", text: "Failed" },
  "timed-out": { icon: "clock", tone: "bad", text: "Took too long" },
  died: { icon: "warning", tone: "bad", text: "Broke Python" },
  stopped: { icon: "stop", tone: "dim", text: "Stopped" },
  "not-tried": { icon: null, tone: "dim", text: "Not tried" },
  "not-run": { icon: "info", tone: "warn", text: "Not run" },
};

/** How an exercise came out here. */
export function outcomeWords(outcome: Outcome | undefined): OutcomeWords {
  return outcome === undefined
    ? { icon: null, tone: "dim", text: "Not run yet" }
    : WORDS[outcome.kind];
}

/** What the file says of an exercise: "File: passed 23 Nov, 10:05; 3 tries". */
export function claimWords(claim: ResultExercise | undefined): string {
  if (claim === undefined) return "File: nothing";
  const { passedAt, tries } = claim;
  if (passedAt === null && tries === 0) return "File: not tried";
  const passed = passedAt === null ? "not passed" : `passed ${formatMoment(passedAt)}`;
  return `File: ${passed}; ${countOf(tries, "try", "tries")}`;
}

/** "2 of 3", or what is known before the checks were run. */
export function scoreWords(score: Score | null): string {
  return score === null ? "Not run yet" : `${score.passed} of ${score.total}`;
}

/** An ISO time as day and minute: "23 Nov, 10:05", in the reader's zone. */
export function formatMoment(iso: string): string {
  return new Date(iso).toLocaleString("en-GB", {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  });
}

/** A learner as the page calls them. */
export function learnerTitle(learner: string): string {
  return learner === "" ? "No name" : learner;
}

/** How far running the checks is. */
export function runWords(run: ClassRun): string {
  switch (run.kind) {
    case "none":
      return "";
    case "running":
      return `${run.done} of ${run.total} exercises`;
    case "ended":
      return run.done === run.total
        ? `All ${run.total} exercises were checked`
        : `Stopped after ${run.done} of ${run.total} exercises`;
  }
}
