import { type CsvValue, csvOf } from "./csv.ts";
import type { Doubt } from "./doubt.ts";
import type { ClassRow } from "./class-tables.ts";
import type { Outcome } from "./outcome.ts";
import type { QuizOutcome } from "./quiz-answers.ts";
import { scoreOf } from "./score.ts";

/** A row of the class with what the checks said here. */
export interface CheckedRow {
  readonly row: ClassRow;
  /** By exercise; empty before anything was run again. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** The lesson's quizzes, in its order; none as long as the lesson is not here. */
  readonly quizzes: readonly QuizOutcome[];
  readonly doubts: readonly Doubt[];
}

/**
 * The table that gradebooks take: one line a learner, with the name, the score in percent, how many
 * exercises passed of how many, and 1 or 0 for each. It counts what passed here, never what a file
 * claims; where the checks were not (all) run, the cells are empty. Where the lesson has quizzes, two
 * more columns say how many were answered right, of how many; they are in no score.
 */
export function gradebookCsv(exercises: readonly string[], rows: readonly CheckedRow[]): string {
  const asked = rows.some(({ quizzes }) => quizzes.length > 0);
  const quizHead = asked ? ["Quizzes right", "Quizzes"] : [];
  const head = ["Name", "Score (%)", "Passed", "Total", ...exercises, ...quizHead];
  const lines = rows.map(({ row, outcomes, quizzes }): readonly CsvValue[] => {
    const score = scoreOf(exercises, outcomes);
    const marks = exercises.map((id) => {
      const kind = outcomes.get(id)?.kind;
      return kind === undefined || kind === "stopped" || kind === "not-run"
        ? ""
        : +(kind === "passed");
    });
    const passed = [score?.percent ?? "", score?.passed ?? "", exercises.length];
    const answered = asked ? [rightQuizzes(quizzes), quizzes.length] : [];
    return [row.learner, ...passed, ...marks, ...answered];
  });
  return csvOf([head, ...lines]);
}

/** So many quizzes were answered right. */
export function rightQuizzes(quizzes: readonly QuizOutcome[]): number {
  return quizzes.filter(({ kind }) => kind === "right").length;
}

/**
 * Everything in the class's table: one line a learner and exercise, in the order of the page, then
 * one a quiz, with the chosen answers as the message.
 */
export function classCsv(exercises: readonly string[], rows: readonly CheckedRow[]): string {
  const head = [
    "Name",
    "File",
    "Made",
    "Exercise",
    "Here",
    "Message",
    "In the file",
    "First passed",
    "Tries",
    "Hints shown",
    "Solution shown",
    "To look at",
  ];
  const lines = rows.flatMap(({ row, outcomes, quizzes, doubts }) => [
    ...exercises.map((id): readonly CsvValue[] => {
      const claim = row.result.exercises.find((exercise) => exercise.id === id);
      const outcome = outcomes.get(id);
      const about = doubts.filter(({ exercise }) => exercise === null || exercise === id);
      return [
        row.learner,
        row.file,
        row.result.exported,
        id,
        outcome === undefined ? "" : OUTCOMES[outcome.kind],
        (outcome !== undefined && "message" in outcome ? outcome.message : null) ?? "",
        claim === undefined ? "" : claim.passedAt === null ? "not passed" : "passed",
        claim?.passedAt ?? "",
        claim?.tries ?? "",
        claim?.hintsShown ?? "",
        claim === undefined ? "" : claim.solutionShown ? "yes" : "no",
        about.map(({ text }) => text).join(" "),
      ];
    }),
    ...quizzes.map(({ block, kind, chosen, claim }): readonly CsvValue[] => [
      row.learner,
      row.file,
      row.result.exported,
      `Quiz ${block.quiz}`,
      kind,
      chosen.map(({ text }) => text).join("; "),
      claim === null || claim.chosen.length === 0 ? "" : claim.right ? "right" : "wrong",
      "",
      claim?.tries ?? "",
      "",
      "",
      "",
    ]),
  ]);
  return csvOf([head, ...lines]);
}

/** Outcomes in words. */
const OUTCOMES: Readonly<Record<Outcome["kind"], string>> = {
  passed: "passed",
  failed: "failed",
  "timed-out": "took too long",
  died: "broke Python",
  stopped: "stopped",
  "not-tried": "not tried",
  "not-run": "not run",
};
