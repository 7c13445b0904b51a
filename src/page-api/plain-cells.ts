import type { Cell, CheckReport, Output } from "../notebook/model.ts";
import type { JsonValue } from "../shared/json.ts";
import type { PythonFailure } from "../shared/python-failure.ts";
import type { PlainCell, PlainCheck, PlainError, PlainOutput, PlainRun } from "./page-api.ts";

const OWN = "application/vnd.routebook";

/** A cell as plain data, as it stands now. */
export function plainCell(cell: Cell): PlainCell {
  const { id, kind, file, client, exercise } = cell;
  const lastRun = cell.lastRun.peek();
  return {
    id,
    kind,
    file,
    client,
    source: cell.source.peek(),
    number: cell.number.peek(),
    state: cell.state.peek().kind,
    executionCount: lastRun?.count ?? null,
    status: lastRun?.status ?? null,
    stale: cell.stale.peek(),
    edited: cell.edited.peek(),
    outputs: plainOutputs(cell.outputs.peek()),
    exercise: exercise && {
      id: exercise.id,
      passed: exercise.passed.peek(),
      tries: exercise.tries.peek(),
    },
  };
}

/** The last run of a cell that has just ended. */
export function plainRun(cell: Cell): PlainRun {
  const outputs = cell.outputs.peek();
  const lastRun = cell.lastRun.peek();
  const failed = outputs.findLast((output) => output.kind === "error");
  return {
    status: lastRun?.status ?? "done",
    outputs: plainOutputs(outputs),
    ...(failed !== undefined && { error: plainError(failed.error) }),
    ms: lastRun?.ms ?? 0,
  };
}

/** What a check said. */
export function plainCheck(report: CheckReport): PlainCheck {
  const { message } = report;
  if (report.kind === "passed") return { passed: true, message, details: [] };
  const { details, error } = report;
  return { passed: false, message, details, ...(error && { error: plainError(error) }) };
}

/** Outputs, one entry a representation. */
function plainOutputs(outputs: readonly Output[]): readonly PlainOutput[] {
  return outputs.flatMap((output, index) =>
    representations(output).map(([mime, data]) => ({ mime, data, output: index })),
  );
}

function representations(output: Output): readonly (readonly [string, JsonValue])[] {
  switch (output.kind) {
    case "stream":
      return [[`${OWN}.${output.name}`, output.text]];
    case "display":
      return Object.entries(output.bundle);
    case "notice":
      return [[`${OWN}.notice`, output.text]];
    case "skipped":
      return [[`${OWN}.notice`, `${output.characters} characters not shown`]];
    case "dropped":
      return [[`${OWN}.notice`, `Not kept: ${output.description}`]];
    case "error": {
      const { type, message, frames, hint } = plainError(output.error);
      const error = { type, message, hint, frames: frames.map((frame) => ({ ...frame })) };
      return [[`${OWN}.error+json`, error]];
    }
  }
}

function plainError({ type, message, frames, hint }: PythonFailure): PlainError {
  return {
    type,
    message,
    hint,
    frames: frames.map((frame) => ({
      cell: frame.cell,
      file: frame.file,
      line: frame.line,
      function: frame.function,
      source: frame.source,
    })),
  };
}
