import type { JsonObject } from "../shared/bounded-json.ts";
import { asList, asRecord, asText } from "../shared/json-fields.ts";
import type { CellRecord, NotebookRecord, OwnCellRecord } from "../storage/schema.ts";
import { languageOfPath } from "./file-language.ts";

/** A part of a notebook as files of other tools have it: code with keys, or a text. */
export type ExportCell =
  | {
      readonly kind: "code";
      readonly source: string;
      /** "python", "http", "css" … */
      readonly language: string;
      /** A fence's keys, by lessons/README.md. */
      readonly keys: readonly (readonly [key: string, value: string])[];
      /** The progress in the cell that it comes from; empty for checks, solutions and files. */
      readonly record: CellRecord;
      readonly foreign?: JsonObject;
      /** The cell's own id; null for what belongs to another cell. */
      readonly id: string | null;
    }
  | {
      readonly kind: "markdown";
      readonly source: string;
      readonly foreign?: JsonObject;
      readonly id: string | null;
    };

/** The parts of a scratch notebook in order, its own files at the end. */
export function exportCells(record: NotebookRecord): readonly ExportCell[] {
  const cells = record.own.flatMap((own) => exportOwn(own, record.cells[own.id] ?? {}));
  return [...cells, ...exportFiles(record)];
}

/** The parts that an own cell is written as: an exercise brings its hints, check and solution. */
export function exportOwn(own: OwnCellRecord, record: CellRecord): readonly ExportCell[] {
  const { id, kind, foreign } = own;
  const source = record.edit?.source ?? "";
  const kept = foreign === undefined ? {} : { foreign };
  const raises = own.raises === undefined ? [] : [["raises", own.raises] as const];
  switch (kind) {
    case "markdown":
      return [{ kind: "markdown", source, id, ...kept }];
    case "python":
      return [{ ...code(source, "python", raises), record, id, ...kept }];
    case "setup":
      return [{ ...code(source, "python", [...raises, ["setup", "true"]]), record, id, ...kept }];
    case "http": {
      const client = own.client ?? "Alice";
      const keys = client === "Alice" ? [] : [["client", client] as const];
      return [{ ...code(source, "http", keys), record, id }];
    }
    case "file":
      return [{ ...fileCell(own.file ?? "untitled.txt", source, own.language), id }];
    case "exercise":
      return [
        { ...code(source, "python", [["exercise", id]]), record, id, ...kept },
        ...exerciseParts(id, asRecord(own.exercise)),
      ];
  }
}

/** The learner's own files as file cells. */
export function exportFiles({ files }: NotebookRecord): readonly ExportCell[] {
  return files.map(({ path, text }) => fileCell(path, text.replace(/\n$/, "")));
}

function exerciseParts(id: string, exercise: ReturnType<typeof asRecord>): readonly ExportCell[] {
  const hints = asList(exercise?.["hints"]).filter((hint) => typeof hint === "string");
  const parts = (["check", "solution"] as const).flatMap((key): readonly ExportCell[] => {
    const source = asText(exercise?.[key]);
    return source === undefined ? [] : [code(source, "python", [[key, id]])];
  });
  return [...hints.map(hintCell), ...parts];
}

/** A hint, as GitHub's alerts are written; two in a row are two quotations. */
function hintCell(hint: string): ExportCell {
  const quoted = ["[!TIP]", ...hint.split("\n")].map((line) => `> ${line}`.trimEnd());
  return { kind: "markdown", source: quoted.join("\n"), id: null };
}

function fileCell(path: string, source: string, language?: string): ExportCell & { kind: "code" } {
  const found = language ?? languageOfPath(path);
  return code(source, found === "plaintext" ? "text" : found, [["file", path]]);
}

function code(
  source: string,
  language: string,
  keys: readonly (readonly [string, string])[],
): ExportCell & { kind: "code" } {
  return { kind: "code", source, language, keys, record: {}, id: null };
}
