import { asRecord } from "./json-fields.ts";

/** "system" follows the operating system. */
export type Theme = "system" | "light" | "dark";

/** Settings as they lie in the store. */
export interface StoredSettings {
  readonly theme: Theme;
  /** Seconds a cell may run; null lifts the limit. */
  readonly timeLimit: number | null;
  /** CSS pixels; null until the learner set it. */
  readonly paneWidth: number | null;
}

export const DEFAULT_SETTINGS: StoredSettings = { theme: "system", timeLimit: 60, paneWidth: null };

/** Total: every field that is missing or makes no sense takes its default. */
export function normalizeSettings(value: unknown): StoredSettings {
  const fields = asRecord(value) ?? {};
  return {
    theme: themeOf(fields["theme"]),
    timeLimit: fields["timeLimit"] === null ? null : positive(fields["timeLimit"], 60),
    paneWidth: positive(fields["paneWidth"], null),
  };
}

function themeOf(value: unknown): Theme {
  return value === "light" || value === "dark" ? value : "system";
}

function positive<Fallback>(value: unknown, fallback: Fallback): number | Fallback {
  return typeof value === "number" && Number.isFinite(value) && value > 0 ? value : fallback;
}
