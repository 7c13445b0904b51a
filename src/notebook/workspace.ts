import type { ReadonlySignal, Signal } from "@preact/signals-core";
import type { KernelClient } from "../runtime/kernel-client.ts";
import type { Lesson } from "../shared/lesson.ts";
import type { NotebookRecord } from "../storage/schema.ts";
import type { StorageTrouble } from "../storage/storage-trouble.ts";
import type { ImportMode, ImportReport } from "../storage/progress-import.ts";
import type { RefusedLink } from "../lesson/link/shared-lesson.ts";
import type { FetchedNotebook } from "./fetched-notebook.ts";
import type { ForeignLesson } from "./foreign-lesson.ts";
import type { Notebook } from "./model.ts";
import type { LessonProgress } from "./progress.ts";
import type { Settings } from "./settings.ts";
import type { NotebookLink, Shareable, ShareWish } from "./share-notebook.ts";

/** What a notebook's text is written in. */
export type NotebookFormat = "md" | "ipynb" | "py";

/** What a notebook can be exported as; "zip" is a project for CPython. */
export type ExportFormat = NotebookFormat | "zip";

/** A file that holds a notebook, or a zip of a project or of a folder; `name` is the file's. */
export type NotebookContent =
  | {
      readonly kind: "text";
      readonly text: string;
      readonly format: NotebookFormat;
      readonly name: string;
    }
  | { readonly kind: "zip"; readonly bytes: Uint8Array; readonly name: string };

/** A file that a notebook was exported as. */
export interface ExportedFile {
  /** "01-first-route.md" */
  readonly name: string;
  /** Its media type. */
  readonly type: string;
  readonly content: string | Uint8Array;
}

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
  /** A link brought it, and the reader has not yet agreed: it is text, and nothing of it is alive. */
  | ForeignLesson
  /** Another host sent it, and the reader has not yet agreed: likewise. */
  | FetchedNotebook
  /** A link that cannot be opened. */
  | RefusedLink
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
  /** What the link of the address brought, agreed to or not; null for all that came by no link. */
  readonly foreign: ReadonlySignal<ForeignLesson | null>;
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
  /**
   * Opens what a link ("#l=1.…") holds: as a text to be read (`opening` is "foreign"), until the
   * reader agreed, in an earlier visit or by {@link agree}. Resolves with null where no notebook is
   * open then; what is wrong with the link is told by `opening`.
   */
  openLink(link: string): Promise<Notebook | null>;
  /**
   * The reader agrees: what the link brought becomes a notebook with a record of its own, what
   * another host sent the current scratch notebook.
   */
  agree(): Promise<Notebook>;
  /**
   * Shows a file that another host sent as a text to be read (`opening` is "fetched"), until the
   * reader agrees. Rejects with a sentence, and changes nothing, where it is no notebook.
   */
  showFetched(content: NotebookContent, host: string): Promise<void>;
  /** Opens the current scratch notebook, or an empty one. */
  openScratch(): Promise<Notebook>;
  /** Sets the current scratch notebook aside and opens an empty one. */
  newScratch(): Promise<Notebook>;
  /** Opens a text as the current scratch notebook; the former one is set aside. Rejects with a sentence. */
  importNotebook(text: string, format: NotebookFormat): Promise<Notebook>;
  /** The same with a file. */
  importFile(content: NotebookContent): Promise<Notebook>;
  /**
   * The open notebook as a file, with the learner's work in it. Rejects with a sentence where none is
   * open, or a part of it does not load.
   */
  exportNotebook(format: ExportFormat): Promise<ExportedFile>;
  /** What can be shared of the open notebook. Rejects with a sentence where none is open. */
  shareable(): Promise<Shareable>;
  /** A link to the open notebook. Rejects as {@link Workspace.shareable} does. */
  share(wish: ShareWish): Promise<NotebookLink>;
  /** The scratch notebooks kept, newest first; at least the last ten are. */
  recentScratches(): Promise<readonly ScratchSummary[]>;
  /** Makes a kept scratch notebook the current one and opens it. */
  openRecentScratch(id: string): Promise<Notebook>;
  /** Saves and closes the notebook, for pages without one; the kernel stays. */
  closeNotebook(): Promise<void>;
  /** Writes what is not yet stored. */
  flush(): Promise<void>;
  /** What is stored of the open lesson, the latest changes among it; null where none is open. */
  lessonRecord(): Promise<NotebookRecord | null>;

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
