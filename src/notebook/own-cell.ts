import type { JsonValue } from "../shared/json.ts";
import { asList, asRecord, asText } from "../shared/json-fields.ts";
import type { OwnCellRecord } from "../storage/schema.ts";
import type { CellSpec, LiveCell } from "./live-cell.ts";
import type { ExerciseSpec } from "./live-exercise.ts";
import type { Placement } from "./weave.ts";

/** HTML of a hint's Markdown. Records hold no HTML: a file from anywhere could bring its own. */
export type HintHtml = (markdown: string) => string;

const LANGUAGES = {
  python: "python",
  setup: "python",
  exercise: "python",
  file: "python",
  markdown: "markdown",
  http: "http",
} as const satisfies Record<OwnCellRecord["kind"], string>;

/** The cell an own record describes; its text comes with its edit. */
export function specOfOwn(record: OwnCellRecord, hintHtml: HintHtml): CellSpec {
  const isExercise = record.kind === "exercise";
  const exercise = isExercise ? readExercise(record.id, record.exercise, hintHtml) : null;
  return {
    id: record.id,
    kind: record.kind,
    own: true,
    starter: "",
    file: record.kind === "file" ? (record.file ?? "untitled.txt") : null,
    language: record.language ?? LANGUAGES[record.kind],
    exercise,
    client: record.kind === "http" ? (record.client ?? "Alice") : null,
    raises: record.raises ?? null,
    ...(record.foreign !== undefined && { foreign: record.foreign }),
  };
}

/** The record of an own cell that stands at `place`. */
export function ownRecord(cell: LiveCell, place: Placement): OwnCellRecord {
  const { id, kind, file, language, exercise } = cell;
  return {
    id,
    kind,
    after: place.after,
    afterCell: place.afterCell,
    ...(file !== null && { file }),
    language,
    ...(cell.client !== null && { client: cell.client }),
    ...(cell.raises !== null && { raises: cell.raises }),
    ...(cell.foreign !== undefined && { foreign: cell.foreign }),
    ...(exercise !== null && {
      exercise: {
        check: exercise.check,
        solution: exercise.solution,
        hints: exercise.hints.map(({ markdown }) => markdown),
      } satisfies JsonValue,
    }),
  };
}

/** The hints' Markdown in the own exercises of a notebook. */
export function hintsOf(own: readonly OwnCellRecord[]): readonly string[] {
  return own.flatMap(({ exercise }) => hintTexts(exercise));
}

function readExercise(id: string, value: unknown, hintHtml: HintHtml): ExerciseSpec {
  const fields = asRecord(value);
  return {
    id,
    check: asText(fields?.["check"]) ?? null,
    solution: asText(fields?.["solution"]) ?? null,
    hints: hintTexts(value).map((markdown) => ({ markdown, html: hintHtml(markdown) })),
  };
}

function hintTexts(exercise: unknown): readonly string[] {
  return asList(asRecord(exercise)?.["hints"]).filter((hint) => typeof hint === "string");
}
