import { signal, type ReadonlySignal } from "@preact/signals";
import { messageOf } from "../../runtime/errors.ts";
import type { KernelFile } from "../../shared/kernel.ts";
import type { Catalogue, Lesson, LessonData, LessonModule } from "../../shared/lesson.ts";

/** A lesson of which there are result files. */
export type ClassLesson =
  | { readonly kind: "loading" }
  | { readonly kind: "here"; readonly lesson: Lesson; readonly data: readonly KernelFile[] }
  /** `message` says why its checks cannot be run here. */
  | { readonly kind: "missing"; readonly message: string };

export interface ClassLessonEffects {
  readonly catalogue: Catalogue;
  readonly loadLesson: (path: string) => Promise<LessonModule>;
  readonly fetchBytes: (url: string) => Promise<Uint8Array>;
}

/** The lessons of a class, with their data files. */
export interface ClassLessons {
  /** By path. */
  readonly known: ReadonlySignal<ReadonlyMap<string, ClassLesson>>;
  /** Loads those that are not here; one that could not be loaded is tried again. Never rejects. */
  load(paths: readonly string[]): Promise<void>;
}

/** Loads lessons as they are asked for. */
export function createClassLessons(effects: ClassLessonEffects): ClassLessons {
  const known = signal<ReadonlyMap<string, ClassLesson>>(new Map());
  const set = (path: string, lesson: ClassLesson) => {
    known.value = new Map([...known.peek(), [path, lesson]]);
  };
  async function loadOne(path: string): Promise<void> {
    const kind = known.peek().get(path)?.kind;
    if (kind === "here" || kind === "loading") return;
    set(path, { kind: "loading" });
    set(path, await lessonOf(path, effects));
  }
  return {
    known,
    async load(paths) {
      await Promise.all(paths.map(loadOne));
    },
  };
}

async function lessonOf(path: string, effects: ClassLessonEffects): Promise<ClassLesson> {
  const isHere = effects.catalogue.some(({ lessons }) => lessons.some((one) => one.path === path));
  if (!isHere) {
    const message = `This site has no lesson “${path}”, so its checks cannot be run here. Open these files on the site that the lesson is from.`;
    return { kind: "missing", message };
  }
  try {
    const { lesson, data } = await effects.loadLesson(path);
    const files = data.map((file) => dataFile(file, effects));
    return { kind: "here", lesson, data: await Promise.all(files) };
  } catch (error) {
    const message = `This lesson did not load, so its checks cannot be run: ${messageOf(error)} Then choose the files again.`;
    return { kind: "missing", message };
  }
}

async function dataFile(
  { path, url }: LessonData,
  { fetchBytes }: ClassLessonEffects,
): Promise<KernelFile> {
  try {
    return { path, bytes: await fetchBytes(url), readOnly: true };
  } catch (cause) {
    const reason = messageOf(cause);
    const message = `The file ${path} could not be had (${reason}). Check the connection.`;
    throw new Error(message, { cause });
  }
}
