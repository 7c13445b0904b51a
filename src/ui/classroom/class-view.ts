import type { CheckedRow } from "../../classroom/class-csv.ts";
import type { ClassTable } from "../../classroom/class-tables.ts";
import { comparedWork, givenCode } from "../../classroom/compared-work.ts";
import { doubtsOf } from "../../classroom/doubts.ts";
import type { Outcome } from "../../classroom/outcome.ts";
import { quizOutcomes } from "../../classroom/quiz-answers.ts";
import type { ResultFile } from "../../classroom/result-file.ts";
import { countedExercises, type Score, scoreOf } from "../../classroom/score.ts";
import { type SimilarPair, similarWork } from "../../classroom/similar-work.ts";
import type { ClassLesson } from "./class-lessons.ts";

/** How the exercises of each file came out here, by the file as it was read. */
export type ClassOutcomes = ReadonlyMap<ResultFile, ReadonlyMap<string, Outcome>>;

/** A learner's row, ready to be shown. */
export interface RowView extends CheckedRow {
  /** By the checks that were run here; null before. */
  readonly score: Score | null;
  /** Exercises that the file says were passed. */
  readonly claimed: number;
}

/** A lesson's table, ready to be shown. */
export interface TableView {
  readonly table: ClassTable;
  readonly lesson: ClassLesson;
  /** Ids of the exercises that count, in the lesson's order. */
  readonly exercises: readonly string[];
  readonly rows: readonly RowView[];
  readonly pairs: readonly SimilarPair[];
}

/** Before anything was run. */
const NOTHING: ReadonlyMap<string, Outcome> = new Map();

/** A table with what is known of its lesson and of the checks. */
export function tableView(
  table: ClassTable,
  lesson: ClassLesson,
  outcomes: ClassOutcomes,
  pairs: readonly SimilarPair[],
  now: Date,
): TableView {
  const exercises = exercisesOf(table, lesson);
  const rows = table.rows.map((row): RowView => {
    const { result, intact } = row;
    const found = outcomes.get(result) ?? NOTHING;
    const claimed = result.exercises.filter(
      ({ id, passedAt }) => passedAt !== null && exercises.includes(id),
    );
    return {
      row,
      outcomes: found,
      quizzes: lesson.kind === "here" ? quizOutcomes(lesson.lesson, result) : [],
      doubts:
        lesson.kind === "here"
          ? doubtsOf({ lesson: lesson.lesson, result, intact, outcomes: found, now })
          : [],
      score: lesson.kind === "here" ? scoreOf(exercises, found) : null,
      claimed: claimed.length,
    };
  });
  return { table, lesson, exercises, rows, pairs };
}

/** The works of a table that are alike; none before its lesson is here, which tells what was given. */
export function pairsOf({ rows }: ClassTable, known: ClassLesson): readonly SimilarPair[] {
  if (known.kind !== "here") return [];
  const { lesson } = known;
  const works = rows.map(({ key, result }) => comparedWork(key, result, lesson));
  return similarWork(works, { given: givenCode(lesson) });
}

function exercisesOf({ rows }: ClassTable, known: ClassLesson): readonly string[] {
  if (known.kind === "here") return countedExercises(known.lesson);
  const named = rows.flatMap(({ result }) => result.exercises.map(({ id }) => id));
  return [...new Set(named)];
}
