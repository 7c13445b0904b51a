import { batch, effect, type Signal, signal } from "@preact/signals-core";
import { DEFAULT_SETTINGS, type StoredSettings, type Theme } from "../storage/stored-settings.ts";
import type { ProgressStore } from "../storage/progress-store.ts";

/** What the learner set for the whole site; each signal is saved when it changes. */
export interface Settings {
  readonly theme: Signal<Theme>;
  /** Seconds a cell may run; null lifts the limit. */
  readonly timeLimit: Signal<number | null>;
  /** Width of the right pane in CSS pixels; null until the learner moves its edge. */
  readonly paneWidth: Signal<number | null>;
  /** Whether the right pane is hidden in a wide window, and in a narrow one. */
  readonly paneHidden: Signal<boolean>;
  readonly narrowPaneHidden: Signal<boolean>;
  /** The request log's part of the pane's height, 0 to 1; null until the learner moves its edge. */
  readonly logShare: Signal<number | null>;
  /** Whether only the head of the request log shows. */
  readonly logFolded: Signal<boolean>;
  /** The name that the learner hands work in under; "" where none is remembered. */
  readonly learner: Signal<string>;
  /** Resolves once the stored settings were read; the defaults hold until then. */
  readonly ready: Promise<void>;
  /** Reads the stored settings again, after an import or a reset. */
  reload(): Promise<void>;
}

type Signals = { readonly [Key in keyof StoredSettings]: Signal<StoredSettings[Key]> };

/** Settings kept in the store. Never rejects: storage trouble is told by the store itself. */
export function createSettings(store: ProgressStore): Settings {
  const signals: Signals = {
    theme: signal(DEFAULT_SETTINGS.theme),
    timeLimit: signal(DEFAULT_SETTINGS.timeLimit),
    paneWidth: signal(DEFAULT_SETTINGS.paneWidth),
    paneHidden: signal(DEFAULT_SETTINGS.paneHidden),
    narrowPaneHidden: signal(DEFAULT_SETTINGS.narrowPaneHidden),
    logShare: signal(DEFAULT_SETTINGS.logShare),
    logFolded: signal(DEFAULT_SETTINGS.logFolded),
    learner: signal(DEFAULT_SETTINGS.learner),
  };
  const names = Object.keys(signals) as readonly (keyof StoredSettings)[];
  let known: StoredSettings = DEFAULT_SETTINGS;

  function take<Key extends keyof StoredSettings>(name: Key, stored: StoredSettings): void {
    const target: Signal<StoredSettings[Key]> = signals[name];
    // A change made while the read was under way is the learner's latest word.
    if (target.peek() === known[name]) target.value = stored[name];
  }

  async function reload(): Promise<void> {
    const stored = await store.readSettings();
    batch(() => {
      for (const name of names) take(name, stored);
      known = stored;
    });
  }

  store.subscribe((change) => {
    if (change.kind !== "record" && change.origin === "elsewhere") void reload();
  });
  /** From here on changes are saved; before, the defaults would be. */
  function follow(): void {
    effect(() => {
      const next: StoredSettings = {
        theme: signals.theme.value,
        timeLimit: signals.timeLimit.value,
        paneWidth: signals.paneWidth.value,
        paneHidden: signals.paneHidden.value,
        narrowPaneHidden: signals.narrowPaneHidden.value,
        logShare: signals.logShare.value,
        logFolded: signals.logFolded.value,
        learner: signals.learner.value,
      };
      if (names.every((name) => next[name] === known[name])) return;
      known = next;
      void store.writeSettings(next);
    });
  }

  const ready = reload().then(follow);
  return { ...signals, ready, reload };
}
