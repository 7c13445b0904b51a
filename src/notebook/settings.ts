import { effect, type Signal, signal } from "@preact/signals-core";
import { DEFAULT_SETTINGS, type StoredSettings, type Theme } from "../storage/stored-settings.ts";
import type { ProgressStore } from "../storage/progress-store.ts";

/** What the learner set for the whole site; each signal is saved when it changes. */
export interface Settings {
  readonly theme: Signal<Theme>;
  /** Seconds a cell may run; null lifts the limit. */
  readonly timeLimit: Signal<number | null>;
  /** Width of the right pane in CSS pixels; null until the learner moves its edge. */
  readonly paneWidth: Signal<number | null>;
  /** Resolves once the stored settings were read; the defaults hold until then. */
  readonly ready: Promise<void>;
  /** Reads the stored settings again, after an import or a reset. */
  reload(): Promise<void>;
}

/** Settings kept in the store. Never rejects: storage trouble is told by the store itself. */
export function createSettings(store: ProgressStore): Settings {
  const theme = signal<Theme>(DEFAULT_SETTINGS.theme);
  const timeLimit = signal<number | null>(DEFAULT_SETTINGS.timeLimit);
  const paneWidth = signal<number | null>(DEFAULT_SETTINGS.paneWidth);
  let known: StoredSettings = DEFAULT_SETTINGS;

  async function reload(): Promise<void> {
    const before = known;
    const stored = await store.readSettings();
    known = stored;
    // A change made while the read was under way is the learner's latest word.
    if (theme.peek() === before.theme) theme.value = stored.theme;
    if (timeLimit.peek() === before.timeLimit) timeLimit.value = stored.timeLimit;
    if (paneWidth.peek() === before.paneWidth) paneWidth.value = stored.paneWidth;
  }

  store.subscribe((change) => {
    if (change.kind !== "record" && change.origin === "elsewhere") void reload();
  });
  /** From here on changes are saved; before, the defaults would be. */
  function follow(): void {
    effect(() => {
      const next: StoredSettings = {
        theme: theme.value,
        timeLimit: timeLimit.value,
        paneWidth: paneWidth.value,
      };
      if (sameSettings(next, known)) return;
      known = next;
      void store.writeSettings(next);
    });
  }

  const ready = reload().then(follow);
  return { theme, timeLimit, paneWidth, ready, reload };
}

function sameSettings(a: StoredSettings, b: StoredSettings): boolean {
  return a.theme === b.theme && a.timeLimit === b.timeLimit && a.paneWidth === b.paneWidth;
}
