import { boundedObject } from "../shared/bounded-json.ts";
import { filePathProblem } from "../shared/file-path.ts";
import { hashSource } from "../shared/hash.ts";
import type { JsonValue } from "../shared/json.ts";
import { asCount, asList, asRecord, asText, asTime } from "../shared/json-fields.ts";
import { byPath } from "./merge-files.ts";
import {
  type CellRecord,
  EMPTY_RECORD,
  FOREIGN_LIMITS,
  type NotebookRecord,
  type OwnCellRecord,
  SCHEMA_VERSION,
  type GoneCell,
  type StarterNote,
  type StoredEdit,
  type StoredFile,
  type StoredQuiz,
  type StoredRun,
} from "./schema.ts";

/**
 * A record of this version from whatever lay in the store or in a file. Total: fields that make no
 * sense are left out. Null where the value is no record at all.
 */
export function normalizeRecord(value: unknown): NotebookRecord | null {
  const fields = asRecord(value);
  if (fields === null || fields["version"] !== SCHEMA_VERSION) return null;
  const position = asRecord(fields["position"]) ?? {};
  const { starters } = fields;
  const quizzes = asRecord(fields["quizzes"]);
  const foreign = boundedObject(fields["foreign"], FOREIGN_LIMITS.notebook);
  const agreed = asTime(fields["agreed"]);
  return {
    version: SCHEMA_VERSION,
    revision: asCount(fields["revision"]) ?? 0,
    updated: asTime(fields["updated"]) ?? EMPTY_RECORD.updated,
    visited: asTime(fields["visited"]) ?? null,
    title: asText(fields["title"], 1000) ?? null,
    packages: asList(fields["packages"]).filter((name) => typeof name === "string"),
    cells: cellsOf(fields["cells"]),
    own: asList(fields["own"]).flatMap(ownCellOf),
    files: filesOf(fields["files"]),
    ...(Array.isArray(starters) && { starters: starters.flatMap(starterOf) }),
    ...(quizzes !== null && { quizzes: quizzesOf(quizzes) }),
    position: { cell: asText(position["cell"]) ?? null, scroll: asCount(position["scroll"]) ?? 0 },
    ...(foreign !== undefined && { foreign }),
    ...(agreed !== undefined && { agreed }),
  };
}

function cellsOf(value: unknown): Readonly<Record<string, CellRecord>> {
  const cells: [string, CellRecord][] = [];
  for (const [id, cell] of Object.entries(asRecord(value) ?? {})) {
    const fields = asRecord(cell);
    if (fields !== null) cells.push([id, cellOf(fields)]);
  }
  // Not by assignment: an id "__proto__" must stay a mere key.
  return Object.fromEntries(cells);
}

function cellOf(fields: Readonly<Record<string, unknown>>): CellRecord {
  const outputs = fields["outputs"];
  return defined<CellRecord>({
    edit: editOf(fields["edit"]),
    rival: editOf(fields["rival"]),
    kept: keptOf(fields["kept"]),
    run: runOf(fields["run"]),
    outputs: Array.isArray(outputs) ? (outputs as readonly JsonValue[]) : undefined,
    report: (asRecord(fields["report"]) ?? undefined) as JsonValue | undefined,
    passedAt: asTime(fields["passedAt"]),
    passedCheck: asText(fields["passedCheck"], 64),
    tries: asCount(fields["tries"]),
    hintsShown: asCount(fields["hintsShown"]),
    solutionShown: fields["solutionShown"] === true ? true : undefined,
  });
}

function editOf(value: unknown): StoredEdit | undefined {
  const fields = asRecord(value);
  const source = asText(fields?.["source"], 10_000_000);
  if (fields === null || source === undefined) return undefined;
  const base = asText(fields["base"], 64) ?? "";
  const from = asText(fields["from"], 10_000_000);
  return defined<StoredEdit>({
    source,
    base,
    // A text that is not the one of that hash would merge into nonsense.
    from: from !== undefined && hashSource(from) === base ? from : undefined,
    was: goneCellOf(fields["was"]),
    at: asTime(fields["at"]) ?? EMPTY_RECORD.updated,
  });
}

function goneCellOf(value: unknown): GoneCell | undefined {
  const fields = asRecord(value);
  if (fields?.["kind"] === "http") return { kind: "http" };
  const file = asText(fields?.["file"], 1000);
  return fields?.["kind"] === "file" && file !== undefined && filePathProblem(file) === null
    ? { kind: "file", file }
    : undefined;
}

function keptOf(value: unknown): readonly StoredEdit[] | undefined {
  const kept = asList(value).flatMap((entry) => editOf(entry) ?? []);
  return kept.length === 0 ? undefined : kept;
}

function starterOf(value: unknown): readonly StarterNote[] {
  const fields = asRecord(value);
  const id = asText(fields?.["id"], 200);
  const hash = asText(fields?.["hash"], 64);
  if (id === undefined || hash === undefined) return [];
  const http = fields?.["http"] === true ? true : undefined;
  return [defined<StarterNote>({ id, hash, file: asText(fields?.["file"], 1000), http })];
}

function quizzesOf(
  fields: Readonly<Record<string, unknown>>,
): Readonly<Record<string, StoredQuiz>> {
  const quizzes = Object.entries(fields).flatMap(([key, value]): [string, StoredQuiz][] => {
    const quiz = asRecord(value);
    return quiz === null || key.length > 200 ? [] : [[key, quizOf(quiz)]];
  });
  return Object.fromEntries(quizzes);
}

function quizOf(fields: Readonly<Record<string, unknown>>): StoredQuiz {
  const { checked } = fields;
  return defined<StoredQuiz>({
    marked: answersOf(fields["marked"]),
    checked: Array.isArray(checked) ? answersOf(checked) : undefined,
    tries: Math.trunc(asCount(fields["tries"]) ?? 0),
    at: asTime(fields["at"]) ?? EMPTY_RECORD.updated,
  });
}

/** Numbers of answers, in order, each once. */
function answersOf(value: unknown): readonly number[] {
  const numbers = asList(value).flatMap((entry) =>
    Number.isInteger(entry) && (entry as number) >= 0 && (entry as number) < 100
      ? [entry as number]
      : [],
  );
  return [...new Set(numbers)].sort((one, other) => one - other);
}

function runOf(value: unknown): StoredRun | undefined {
  const fields = asRecord(value);
  const status = fields?.["status"];
  if (fields === null) return undefined;
  if (status !== "done" && status !== "failed" && status !== "interrupted") return undefined;
  return {
    status,
    ms: asCount(fields["ms"]) ?? 0,
    at: asTime(fields["at"]) ?? EMPTY_RECORD.updated,
    source: asText(fields["source"], 64) ?? "",
  };
}

const OWN_KINDS = ["python", "markdown", "setup", "file", "exercise", "http"] as const;

function ownCellOf(value: unknown): readonly OwnCellRecord[] {
  const fields = asRecord(value);
  const id = asText(fields?.["id"], 200);
  const kind = OWN_KINDS.find((known) => known === fields?.["kind"]);
  if (fields === null || id === undefined || id === "" || kind === undefined) return [];
  return [
    {
      id,
      kind,
      after: asText(fields["after"], 200) ?? null,
      afterCell: asText(fields["afterCell"], 200) ?? null,
      ...defined<Omit<OwnCellRecord, "id" | "kind" | "after" | "afterCell">>({
        file: asText(fields["file"], 1000),
        language: asText(fields["language"], 100),
        client: asText(fields["client"], 100),
        raises: asText(fields["raises"], 100),
        exercise: (asRecord(fields["exercise"]) ?? undefined) as JsonValue | undefined,
        foreign: boundedObject(fields["foreign"], FOREIGN_LIMITS.cell),
      }),
    },
  ];
}

/** Of two files with one path the later in the list is taken. */
function filesOf(value: unknown): readonly StoredFile[] {
  const files = new Map<string, StoredFile>();
  for (const entry of asList(value)) {
    const fields = asRecord(entry);
    const path = asText(fields?.["path"], 1000);
    const text = asText(fields?.["text"], 10_000_000);
    if (path === undefined || text === undefined || filePathProblem(path) !== null) continue;
    files.set(path, { path, text, at: asTime(fields?.["at"]) ?? EMPTY_RECORD.updated });
  }
  return byPath(files);
}

/** The object without its undefined fields, so that absent stays absent. */
function defined<Type extends object>(fields: {
  readonly [Key in keyof Type]: Type[Key] | undefined;
}): Type {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Type;
}
