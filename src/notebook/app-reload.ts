import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { KernelClient } from "../runtime/kernel-client.ts";
import type { NotebookEffects } from "./effects.ts";
import type { KernelSession } from "./kernel-session.ts";
import type { AppReload } from "./file-model.ts";

export interface AppReloadOptions {
  readonly kernel: Pick<KernelClient, "reloadApp" | "apps">;
  readonly session: Pick<KernelSession, "ready">;
  /** Brings the kernel's folder up to date. */
  readonly sync: () => Promise<void>;
  readonly effects: Pick<NotebookEffects, "setTimer">;
}

/** Reloads the served app after edits of files, as its framework's own reloader would. */
export interface AppReloader {
  readonly state: ReadonlySignal<AppReload>;
  /** A file was edited: the app is reloaded soon. */
  touch(): void;
  /** Code is about to run: it sees the files as they are. */
  ran(): void;
  /** Reloads at once if an edit waits for it. */
  now(): Promise<void>;
  close(): void;
}

/** Milliseconds after the last edit: a file half typed rarely imports. */
const SOON = 400;

/** Nothing was edited yet. */
export function createAppReload(options: AppReloadOptions): AppReloader {
  const { kernel, session, sync, effects } = options;
  const state = signal<AppReload>({ kind: "idle" });
  let callOff: (() => void) | null = null;
  let working: Promise<void> = Promise.resolve();
  let editedSinceRun = false;
  let closed = false;
  let count = 0;

  function now(): Promise<void> {
    if (callOff !== null) {
      callOff();
      callOff = null;
      working = working.then(reload);
    }
    return working;
  }

  async function reload(): Promise<void> {
    if (closed) return;
    try {
      await session.ready();
      await sync();
      state.value = { kind: "reloading" };
      state.value = await outcome();
    } catch {
      // Python is not there, or was replaced meanwhile: the next run brings files and app together.
      state.value = { kind: "idle" };
    }
  }

  async function outcome(): Promise<AppReload> {
    const { reloaded, error } = await kernel.reloadApp();
    if (error !== null) return { kind: "failed", error };
    if (reloaded) return { kind: "reloaded", count: ++count };
    // An app that lives in a cell is old only if no cell ran since the edit.
    const stale = editedSinceRun && (await kernel.apps()).length > 0;
    return stale ? { kind: "in-cell" } : { kind: "idle" };
  }

  return {
    state,
    now,
    touch() {
      editedSinceRun = true;
      // What failed stays in sight until it is known to be mended.
      if (state.peek().kind === "reloaded") state.value = { kind: "idle" };
      callOff?.();
      callOff = closed ? null : effects.setTimer(() => void now(), SOON);
    },
    ran() {
      editedSinceRun = false;
      const { kind } = state.peek();
      if (kind === "in-cell" || kind === "failed") state.value = { kind: "idle" };
    },
    close() {
      closed = true;
      callOff?.();
      callOff = null;
    },
  };
}
