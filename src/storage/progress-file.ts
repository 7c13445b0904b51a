import { asRecord } from "../shared/json-fields.ts";
import { isRecordKey } from "./keys.ts";
import { migrateRecord } from "./migrations.ts";
import type { NotebookRecord } from "./schema.ts";
import { normalizeSettings, type StoredSettings } from "./stored-settings.ts";

const FORMAT = "routebook-progress";
const FILE_VERSION = 1;

/** All progress as one JSON file; keys are those of the store. */
export interface ProgressFile {
  readonly format: typeof FORMAT;
  readonly version: typeof FILE_VERSION;
  /** ISO time. */
  readonly exported: string;
  readonly settings: StoredSettings;
  readonly currentScratch: string | null;
  readonly notebooks: Readonly<Record<string, NotebookRecord>>;
}

/** The file's content for what is stored. */
export function progressFile(
  notebooks: ReadonlyMap<string, NotebookRecord>,
  settings: StoredSettings,
  currentScratch: string | null,
  exported: string,
): ProgressFile {
  return {
    format: FORMAT,
    version: FILE_VERSION,
    exported,
    // The file may go to somebody else: the name stays on this device.
    settings: { ...settings, learner: "" },
    currentScratch,
    notebooks: Object.fromEntries(notebooks),
  };
}

/** A progress file as read: valid, whatever it held. */
export interface ReadProgressFile {
  readonly notebooks: ReadonlyMap<string, NotebookRecord>;
  readonly settings: StoredSettings | null;
  readonly currentScratch: string | null;
  /** Keys whose content made no sense and was left out. */
  readonly refused: readonly string[];
}

/** The text is no progress file; the message is for the learner. */
export class ProgressFileError extends Error {
  override readonly name = "ProgressFileError";
}

/** Reads a progress file field by field. Throws {@link ProgressFileError} where it is none. */
export function readProgressFile(text: string): ReadProgressFile {
  const file = asRecord(parse(text));
  if (file?.["format"] !== FORMAT) {
    throw new ProgressFileError(
      "This is not a progress file of Routebook. Choose the .json file that Export progress made.",
    );
  }
  if (file["version"] !== FILE_VERSION) {
    throw new ProgressFileError(
      `This progress file has version ${String(file["version"])}, and this Routebook reads version ${FILE_VERSION}. Reload the page to get the newest Routebook, then import it again.`,
    );
  }
  const notebooks = new Map<string, NotebookRecord>();
  const refused: string[] = [];
  for (const [key, value] of Object.entries(asRecord(file["notebooks"]) ?? {})) {
    const record = isRecordKey(key) ? migrateRecord(value) : null;
    if (record === null) refused.push(key);
    else notebooks.set(key, record);
  }
  const { settings, currentScratch } = file;
  return {
    notebooks,
    settings: asRecord(settings) === null ? null : normalizeSettings(settings),
    currentScratch: typeof currentScratch === "string" ? currentScratch : null,
    refused,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new ProgressFileError(
      "This file is not JSON, so it is no progress file of Routebook; perhaps it was cut short. Export the progress again and take the new file.",
      { cause },
    );
  }
}
