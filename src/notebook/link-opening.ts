import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import type { BaseText, LinkOrigin } from "../lesson/link/shared-lesson.ts";
import { messageOf } from "../runtime/errors.ts";
import type { LessonModule } from "../shared/lesson.ts";
import type { ProgressStore } from "../storage/progress-store.ts";
import { EMPTY_RECORD } from "../storage/schema.ts";
import type { NotebookEffects } from "./effects.ts";
import type { ForeignLesson } from "./foreign-lesson.ts";
import type { Notebook } from "./model.ts";
import type { NotebookSource } from "./open-notebook.ts";
import type { Opening, Workspace } from "./workspace.ts";

export interface LinkOpeningOptions {
  readonly opening: Signal<Opening>;
  readonly notebook: ReadonlySignal<Notebook | null>;
  readonly store: ProgressStore;
  readonly effects: Pick<NotebookEffects, "date">;
  readonly baseText: BaseText;
  readonly loadLesson: (path: string) => Promise<LessonModule>;
  /** Overtakes all openings before; the result tells whether none came after. */
  readonly overtake: () => () => boolean;
  /** The same, and overtakes none. */
  readonly isStill: () => () => boolean;
  /** Opens a notebook in the place of all that is there. */
  readonly replace: (
    key: string,
    title: string,
    load: () => Promise<NotebookSource>,
  ) => Promise<Notebook>;
  /** Told each link that is opened. */
  readonly onOpen: (link: string) => void;
}

const DATA_MISSING =
  "The data files of this lesson could not be loaded. Connect to the network, then reload the page.";

async function loadLinkCode() {
  try {
    return await import("./open-link.ts");
  } catch (cause) {
    const message = "The code for links did not load. Check the connection, then reload the page.";
    throw new Error(message, { cause });
  }
}

/** The workspace's methods for what links bring: no notebook is made before the reader agreed. */
export function createLinkOpening(
  options: LinkOpeningOptions,
): Pick<Workspace, "foreign" | "openLink" | "agree"> {
  const { opening, notebook, store, effects, baseText } = options;
  /** What the link opened last brought, with the link itself. */
  const linked = signal<{ readonly link: string; readonly lesson: ForeignLesson } | null>(null);

  async function openLink(address: string): Promise<Notebook | null> {
    // What follows is how it is to be shown.
    const link = address.split("&", 1)[0] ?? "";
    const current = notebook.peek();
    const former = linked.peek();
    if (former?.link === link) {
      if (current?.key === former.lesson.key) return current;
      if (opening.peek() === former.lesson) return null;
    }
    options.onOpen(link);
    const isMine = options.overtake();
    opening.value = { kind: "opening", title: null, lesson: null };
    await current?.close();
    try {
      const { readLink } = await loadLinkCode();
      const lesson = await readLink(link, baseText);
      const agreed = lesson.kind === "foreign" ? await agreedAt(lesson) : undefined;
      if (!isMine()) return null;
      if (lesson.kind === "refused") {
        opening.value = lesson;
        return null;
      }
      linked.value = { link, lesson };
      if (agreed !== undefined) return openForeign(lesson);
      opening.value = lesson;
      return null;
    } catch (error) {
      if (isMine()) opening.value = { kind: "failed", message: messageOf(error) };
      throw error;
    }
  }

  async function agreedAt({ key }: ForeignLesson): Promise<string | undefined> {
    return (await store.read(key))?.agreed;
  }

  async function agree(): Promise<Notebook> {
    const lesson = opening.peek();
    if (lesson.kind !== "foreign") throw new Error("There is nothing here to agree to.");
    const isMine = options.isStill();
    const now = effects.date().toISOString();
    const { beginningOf } = await loadLinkCode();
    const stored = await store.read(lesson.key);
    const begun = stored ?? (await beginningOf(lesson, now));
    await store.save(lesson.key, stored ?? EMPTY_RECORD, { ...begun, agreed: now });
    // The reader went on to something else meanwhile.
    if (!isMine()) throw new Error("Another notebook was opened meanwhile.");
    return openForeign(lesson);
  }

  function openForeign(brought: ForeignLesson): Promise<Notebook> {
    const { key, shared, lesson } = brought;
    return options.replace(key, lesson.title, async () => {
      const { beginningOf } = await loadLinkCode();
      const agreed = await agreedAt(brought);
      const begun = await beginningOf(brought, effects.date().toISOString());
      const beginning = agreed === undefined ? begun : { ...begun, agreed };
      const text = shared.form === "lesson" ? lesson : null;
      const beside = await dataBeside(shared.from);
      return { key, storeKey: key, lesson: text, ...beside, problems: [], beginning };
    });
  }

  /** The data files of the catalogue lesson. A link with the whole text can be opened without. */
  async function dataBeside(
    from: LinkOrigin | null,
  ): Promise<Pick<NotebookSource, "data" | "missing">> {
    if (from === null || (from.kind === "whole" && !from.here)) return { data: [] };
    try {
      return { data: (await options.loadLesson(from.path)).data };
    } catch (error) {
      if (from.kind === "difference") throw error;
      return { data: [], missing: DATA_MISSING };
    }
  }

  return {
    foreign: computed(() => {
      const lesson = linked.value?.lesson ?? null;
      const isThere = opening.value === lesson || notebook.value?.key === lesson?.key;
      return isThere ? lesson : null;
    }),
    openLink,
    agree,
  };
}
