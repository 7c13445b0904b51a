import { type Fields, fieldsOf, isFields, listOf, textOf, without } from "./ipynb-fields.ts";
import { upgradeNotebook } from "./ipynb-upgrade.ts";

/** A cell of a Jupyter notebook, whatever way its file wrote it. */
export interface NotebookCell {
  /** A cell of a type that nbformat does not know counts as raw; `foreignType` has its name. */
  readonly type: "code" | "markdown" | "raw";
  readonly foreignType: string | null;
  /** What such a cell has beside what every cell has. */
  readonly foreignFields: Fields;
  /** With "\n" line ends. */
  readonly source: string;
  readonly metadata: Fields;
  /** As the file has it, valid or not; null where it has none (before nbformat 4.5). */
  readonly id: string | null;
  /** Pictures in the text, by name: `{"a.png": {"image/png": base64}}`. */
  readonly attachments: Fields;
  /** As they stand in the file, in the shape of format 4; empty for cells that are no code. */
  readonly outputs: readonly unknown[];
  /** Null where the cell was not run. */
  readonly executionCount: number | null;
}

/** A notebook's cells, or the sentence that says why the text is none. */
export type ReadIpynb =
  | {
      readonly kind: "notebook";
      readonly metadata: Fields;
      readonly cells: readonly NotebookCell[];
    }
  | { readonly kind: "refused"; readonly message: string };

/** Where a notebook's or a cell's metadata keeps what only Routebook needs; other tools leave it alone. */
export const OWN_METADATA = "routebook";

const CELL_FIELDS = new Set(["cell_type", "source", "metadata", "id", "attachments"]);

/** Characters of a notebook's file that are read, and its cells: more would freeze the page. */
const LIMITS = { characters: 100_000_000, cells: 5000 } as const;

/**
 * Reads a notebook's JSON text: nbformat 4.0 to 4.5 (https://nbformat.readthedocs.io), and the
 * formats 2 and 3 that came before. Total: what is no such notebook is refused in one sentence that
 * says what to do.
 */
export function readIpynb(json: string): ReadIpynb {
  if (json.length > LIMITS.characters) {
    return refused(
      "This notebook has more than 100 MB. Clear its outputs in Jupyter, save it, and try again.",
    );
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(json.replace(/^\uFEFF/, ""));
  } catch {
    return refused("This is no Jupyter notebook: the file is not JSON. Choose an .ipynb file.");
  }
  if (!isFields(parsed) || !["nbformat", "cells", "worksheets"].some((key) => key in parsed)) {
    return refused("This JSON is no Jupyter notebook: it has no cells. Choose an .ipynb file.");
  }
  const format = parsed["nbformat"] ?? ("worksheets" in parsed ? 3 : 4);
  if (format !== 2 && format !== 3 && format !== 4) {
    const named = typeof format === "number" ? `format ${format}` : "an unknown format";
    return refused(
      `This notebook is in ${named}, and only the formats 2 to 4 can be read; open it in Jupyter, save it, and try again.`,
    );
  }
  const notebook = format === 4 ? parsed : upgradeNotebook(parsed);
  const { cells } = notebook;
  if (!Array.isArray(cells)) {
    return refused(
      "This notebook has no list of cells; open it in Jupyter, save it, and try again.",
    );
  }
  if (cells.length > LIMITS.cells) {
    return refused(
      `This notebook has ${cells.length} cells, and ${LIMITS.cells} can be opened; split it in Jupyter, and try again.`,
    );
  }
  const metadata = fieldsOf(notebook["metadata"]);
  const language = languageOf(metadata);
  if (language !== null && !/^i?python\d*$/i.test(language)) {
    return refused(`This notebook is written in ${language}; only Python notebooks can be opened.`);
  }
  return { kind: "notebook", metadata, cells: (cells as readonly unknown[]).flatMap(readCell) };
}

function readCell(cell: unknown): NotebookCell[] {
  if (!isFields(cell)) return [];
  const named = cell["cell_type"];
  if (typeof named !== "string" || named === "") return [];
  const known = named === "code" || named === "markdown" || named === "raw";
  const count = cell["execution_count"];
  const id = cell["id"];
  const metadata = fieldsOf(cell["metadata"]);
  const kept = fieldsOf(metadata[OWN_METADATA]);
  const type = known ? kept["cell_type"] : named;
  return [
    {
      type: known ? named : "raw",
      foreignType: named !== "code" && typeof type === "string" ? type.slice(0, 100) : null,
      foreignFields: known ? fieldsOf(kept["fields"]) : without(cell, CELL_FIELDS),
      source: textOf(cell["source"]).replace(/\r\n?/g, "\n"),
      metadata,
      id: typeof id === "string" ? id : null,
      attachments: fieldsOf(cell["attachments"]),
      outputs: named === "code" ? listOf(cell["outputs"]) : [],
      executionCount: typeof count === "number" && Number.isSafeInteger(count) ? count : null,
    },
  ];
}

function languageOf(metadata: Fields): string | null {
  const candidates = [
    fieldsOf(metadata["kernelspec"])["language"],
    fieldsOf(metadata["language_info"])["name"],
  ];
  return candidates.find((name) => typeof name === "string") ?? null;
}

function refused(message: string): ReadIpynb {
  return { kind: "refused", message };
}
