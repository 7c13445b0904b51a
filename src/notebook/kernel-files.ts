import type { KernelClient } from "../runtime/kernel-client.ts";
import { messageOf } from "../runtime/errors.ts";
import type { KernelFile } from "../shared/kernel.ts";
import type { LessonData } from "../shared/lesson.ts";
import type { NotebookEffects } from "./effects.ts";

/** A data file of the lesson could not be had; the message is for the learner. */
class DataUnavailable extends Error {
  override readonly name = "DataUnavailable";
}

/** Text of a file cell. */
export interface FileText {
  readonly path: string;
  readonly text: string;
}

export interface KernelFiles {
  /**
   * Puts the lesson's data and the file cells into the kernel's working folder, as far as they are
   * not there: called before each run. Rejects with a sentence for the learner.
   */
  sync(life: number, files: readonly FileText[]): Promise<void>;
  /** The kernel's copy of a file is no longer what was written there. */
  forget(path: string): void;
  /** Content of a data file. Rejects with a sentence for the learner. */
  data(path: string): Promise<Uint8Array>;
}

/** Begins to fetch the data at once; a file that cannot be had is tried again at the next run. */
export function createKernelFiles(
  kernel: Pick<KernelClient, "writeFiles">,
  data: readonly LessonData[],
  fetchBytes: NotebookEffects["fetchBytes"],
): KernelFiles {
  const fetched = new Map<string, Promise<KernelFile>>();
  let writtenLife = -1;
  let written = new Map<string, string>();

  function fetchData({ path, url }: LessonData): Promise<KernelFile> {
    const known = fetched.get(path);
    if (known !== undefined) return known;
    const file = fetchBytes(url).then(
      (bytes): KernelFile => ({ path, bytes, readOnly: true }),
      (cause: unknown) => {
        fetched.delete(path);
        throw new DataUnavailable(
          `The lesson's file ${path} could not be loaded (${messageOf(cause)}). Check the connection, then run the cell again.`,
          { cause },
        );
      },
    );
    fetched.set(path, file);
    return file;
  }

  for (const item of data) fetchData(item).catch(() => {});

  return {
    async sync(life, files) {
      if (writtenLife !== life) {
        const given = await Promise.all(data.map(fetchData));
        if (given.length > 0) await kernel.writeFiles(given);
        writtenLife = life;
        written = new Map();
      }
      const changed = files.filter(({ path, text }) => written.get(path) !== text);
      if (changed.length === 0) return;
      const encoder = new TextEncoder();
      await kernel.writeFiles(
        changed.map(({ path, text }) => ({ path, bytes: encoder.encode(text) })),
      );
      for (const { path, text } of changed) written.set(path, text);
    },
    forget: (path) => void written.delete(path),
    async data(path) {
      const known = data.find((file) => file.path === path);
      if (known === undefined) throw new DataUnavailable(`The lesson has no file ${path}.`);
      return (await fetchData(known)).bytes;
    },
  };
}
