import { asRecord, asText } from "../shared/json-fields.ts";

/** "system" follows the operating system. */
export type Theme = "system" | "light" | "dark";

/** Settings as they lie in the store. */
export interface StoredSettings {
  readonly theme: Theme;
  /** Seconds a cell may run; null lifts the limit. */
  readonly timeLimit: number | null;
  /** CSS pixels; null until the learner set it. */
  readonly paneWidth: number | null;
  /** Whether the learner hid the right pane, in a wide window and in a narrow one. */
  readonly paneHidden: boolean;
  readonly narrowPaneHidden: boolean;
  /** The request log's part of the right pane's height, 0 to 1; null until the learner set it. */
  readonly logShare: number | null;
  /** Whether only the head of the request log shows. */
  readonly logFolded: boolean;
  /** The name that the learner hands work in under; "" where none is to be remembered. */
  readonly learner: string;
}

/** Characters of a name that are kept. */
const LONGEST_NAME = 100;

export const DEFAULT_SETTINGS: StoredSettings = {
  theme: "system",
  timeLimit: 60,
  paneWidth: null,
  paneHidden: false,
  narrowPaneHidden: false,
  logShare: null,
  logFolded: false,
  learner: "",
};

/** Total: every field that is missing or makes no sense takes its default. */
export function normalizeSettings(value: unknown): StoredSettings {
  const fields = asRecord(value) ?? {};
  return {
    theme: themeOf(fields["theme"]),
    timeLimit: fields["timeLimit"] === null ? null : positive(fields["timeLimit"], 60),
    paneWidth: positive(fields["paneWidth"], null),
    paneHidden: fields["paneHidden"] === true,
    narrowPaneHidden: fields["narrowPaneHidden"] === true,
    logShare: shareOf(fields["logShare"]),
    logFolded: fields["logFolded"] === true,
    learner: (asText(fields["learner"]) ?? "").slice(0, LONGEST_NAME),
  };
}

function themeOf(value: unknown): Theme {
  return value === "light" || value === "dark" ? value : "system";
}

function shareOf(value: unknown): number | null {
  const share = positive(value, null);
  return share !== null && share < 1 ? share : null;
}

function positive<Fallback>(value: unknown, fallback: Fallback): number | Fallback {
  return typeof value === "number" && Number.isFinite(value) && value > 0 ? value : fallback;
}
