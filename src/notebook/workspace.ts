import type { ReadonlySignal, Signal } from "@preact/signals-core";
import type { KernelClient } from "../runtime/kernel-client.ts";
import type { Lesson } from "../shared/lesson.ts";
import type { StorageTrouble } from "../storage/storage-trouble.ts";
import type { ImportMode, ImportReport } from "../storage/progress-import.ts";
import type { Notebook } from "./model.ts";
import type { LessonProgress } from "./progress.ts";
import type { Settings } from "./settings.ts";

/** What a notebook's text is written in. */
export type NotebookFormat = "md" | "ipynb";

/** What the page is to show in the place of the notebook. */
export type Opening =
  | { readonly kind: "none" }
  | {
      readonly kind: "opening";
      readonly title: string | null;
      /** The lesson's text, to be read meanwhile; null until it is there, or where progress changes it. */
      readonly lesson: Lesson | null;
    }
  | { readonly kind: "open"; readonly notebook: Notebook }
  /** `message` is a sentence for the learner that says what to do next. */
  | { readonly kind: "failed"; readonly message: string };

/** A scratch notebook that was set aside when another one took its place. */
export interface ScratchSummary {
  readonly id: string;
  /** Its title, or the first line of its first cell. */
  readonly title: string;
  readonly cells: number;
  /** ISO time of its last change. */
  readonly updated: string;
  /** True for the one that {@link Workspace.openScratch} opens. */
  readonly current: boolean;
}

/** How much one record takes in the store. */
export interface StoredSize {
  /** "lesson:flask-routing/01-first-route", "scratch:…" or "settings". */
  readonly key: string;
  /** Characters of its JSON, which are about its bytes, and bytes of the files that programs wrote. */
  readonly bytes: number;
  readonly updated: string | null;
}

/** The learner's app as the page reaches it: requests, cookies, and the events of the request log. */
export type AppGateway = Pick<
  KernelClient,
  | "request"
  | "ask"
  | "connect"
  | "stopRequests"
  | "apps"
  | "chooseApp"
  | "jars"
  | "editJar"
  | "listen"
>;

/**
 * Owns the notebook on the page, the one kernel and the store behind it. User interface and page
 * API alike open notebooks here; made by `createWorkspace`.
 */
export interface Workspace {
  readonly opening: ReadonlySignal<Opening>;
  /** The open notebook; null while none is. */
  readonly notebook: ReadonlySignal<Notebook | null>;
  readonly settings: Settings;
  readonly app: AppGateway;
  /** Where the learner's app is ("http://localhost:5000"), set by whoever knows; else null. */
  readonly appOrigin: Signal<string | null>;
  /** By lesson path ("flask-routing/01-first-route"), live; every lesson of the catalogue is in it. */
  readonly progress: ReadonlySignal<ReadonlyMap<string, LessonProgress>>;
  /** The lesson visited last, for "continue where you left"; null on a first visit. */
  readonly latestLesson: ReadonlySignal<string | null>;
  /** Set once progress cannot be stored: everything goes on in memory, the learner is told. */
  readonly storageTrouble: ReadonlySignal<StorageTrouble | null>;

  /**
   * Opens a lesson in a fresh kernel; the former notebook is saved and closed. Rejects with a
   * sentence for an unknown path (`opening` says it too). The last of several calls wins; a call
   * overtaken by a later one rejects with `OvertakenError`.
   */
  openLesson(path: string): Promise<Notebook>;
  /** Opens the current scratch notebook, or an empty one. */
  openScratch(): Promise<Notebook>;
  /** Sets the current scratch notebook aside and opens an empty one. */
  newScratch(): Promise<Notebook>;
  /** Opens a text as the current scratch notebook; the former one is set aside. Rejects with a sentence. */
  importNotebook(text: string, format: NotebookFormat): Promise<Notebook>;
  /** The scratch notebooks kept, newest first; at least the last ten are. */
  recentScratches(): Promise<readonly ScratchSummary[]>;
  /** Makes a kept scratch notebook the current one and opens it. */
  openRecentScratch(id: string): Promise<Notebook>;
  /** Saves and closes the notebook, for pages without one; the kernel stays. */
  closeNotebook(): Promise<void>;
  /** Writes what is not yet stored. */
  flush(): Promise<void>;

  /** All progress as one JSON file (format "routebook-progress"). */
  exportProgress(): Promise<Blob>;
  /** Takes a file of {@link exportProgress}. Rejects with a sentence and changes nothing if it is none. */
  importProgress(file: Blob, mode?: ImportMode): Promise<ImportReport>;
  /** What is stored, largest first. */
  storedSizes(): Promise<readonly StoredSize[]>;
  /** Forgets one lesson's progress ("flask-routing/01-first-route"); the caller has asked the learner. */
  resetLesson(path: string): Promise<void>;
  /** Forgets all progress, scratch notebooks and settings; the caller has asked the learner. */
  resetEverything(): Promise<void>;
}
