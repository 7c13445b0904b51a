import { batch } from "@preact/signals-core";
import { filePathProblem } from "../shared/file-path.ts";
import type { KeptFile } from "../storage/file-store.ts";
import { languageOfPath } from "./file-language.ts";
import { textOf } from "./file-text.ts";
import type { KeptFiles } from "./kept-files.ts";
import type { LiveCell } from "./live-cell.ts";
import type { NotebookFile, NotebookFiles } from "./file-model.ts";
import type { CellId } from "./model.ts";
import type { Notices } from "./notices.ts";
import type { OwnFiles } from "./own-files.ts";

export interface FileEditsOptions {
  readonly own: OwnFiles;
  readonly kept: KeptFiles;
  readonly notices: Notices;
  readonly all: () => readonly NotebookFile[];
  readonly cellAt: (path: string) => LiveCell | undefined;
  /** Puts an own file cell of another path in the place of one. */
  readonly swapCell: (cell: LiveCell, path: string, language: string) => void;
  readonly setSource: (id: CellId, text: string) => void;
  readonly deleteCell: (id: CellId) => void;
  readonly dropFromKernel: (path: string) => void;
  readonly putBack: (file: KeptFile) => void;
  readonly touch: () => void;
}

/** Changes of the learner's, and of their programs, to the files of a notebook. */
export interface FileEdits extends Pick<NotebookFiles, "write" | "upload" | "remove" | "rename"> {
  programWrote(path: string, bytes: Uint8Array): void;
  programRemoved(path: string): void;
}

/** A file is a file cell's, an own one or a kept one; each method finds out which. */
export function createFileEdits(options: FileEditsOptions): FileEdits {
  const { own, kept, notices, all, cellAt, dropFromKernel, touch } = options;

  function isThere(path: string): boolean {
    return all().some((file) => file.path === path);
  }

  /** Throws a sentence where no file of that path can be made. */
  function checkNew(path: string): void {
    const problem = filePathProblem(path);
    if (problem !== null) throw new Error(problem);
    for (const { path: other } of all()) {
      if (other === path) throw new Error(`There is a file ${path} already. Choose another name.`);
      if (other.startsWith(`${path}/`)) {
        throw new Error(`${path} is a folder. Choose another name for the file.`);
      }
      if (path.startsWith(`${other}/`)) {
        throw new Error(`${other} is a file, so it cannot hold others. Choose another folder.`);
      }
    }
  }

  function checkWritable(path: string): void {
    const file = all().find((other) => other.path === path);
    if (file?.kind === "data") {
      throw new Error(
        `${path} is data of the lesson and cannot be changed. Copy it to a new file.`,
      );
    }
    if (cellAt(path)?.locked === true) {
      throw new Error(`${path} is locked by the lesson's author: it can be read, not changed.`);
    }
    if (file === undefined) checkNew(path);
  }

  function put(path: string, text: string): void {
    const cell = cellAt(path);
    if (cell !== undefined) return options.setSource(cell.id, text);
    if (own.find(path)?.source.peek() === text) return;
    if (filePathProblem(path) !== null) return putBytes(path, text);
    batch(() => {
      // What a program wrote is the learner's own from the first change on.
      kept.take(path);
      own.put(path, text);
    });
    touch();
  }

  /** A program may write where the page's own files cannot be (data/): such a file stays kept. */
  function putBytes(path: string, text: string): void {
    const file = { path, bytes: new TextEncoder().encode(text), own: true };
    kept.put(file);
    options.putBack(file);
  }

  /** The text of a cell's or own file as it is; null for other files. */
  function textAt(path: string): string | null {
    return (cellAt(path)?.source ?? own.find(path)?.source)?.peek() ?? null;
  }

  function restoreText(path: string, text: string): () => void {
    return () => {
      put(path, text);
      notices.remove(`file:${path}`);
    };
  }

  /** Takes one file out; the result puts it back. Null where it is not the learner's. */
  function takeOut(path: string): (() => void) | null {
    const mine = own.take(path);
    if (mine !== undefined) {
      dropFromKernel(path);
      touch();
      return restoreText(path, mine.source.peek());
    }
    const file = kept.take(path);
    if (file === undefined) return null;
    dropFromKernel(path);
    return () => {
      kept.put(file);
      options.putBack(file);
    };
  }

  /** The files that a path means: itself, or all in the folder. Throws where the learner may not. */
  function meant(path: string, verb: string): readonly string[] {
    const paths = all().filter((file) => file.path === path || file.path.startsWith(`${path}/`));
    const fixed = paths.find(({ kind }) => kind === "lesson" || kind === "data");
    if (fixed !== undefined) {
      throw new Error(`${fixed.path} belongs to the lesson and cannot be ${verb}.`);
    }
    if (paths.length === 0) throw new Error(`There is no file ${path} any more.`);
    return paths.map((file) => file.path);
  }

  function move(from: string, to: string): void {
    const cell = cellAt(from);
    if (cell !== undefined) {
      options.swapCell(cell, to, languageOfPath(to));
      dropFromKernel(from);
      return touch();
    }
    const mine = own.take(from);
    if (mine !== undefined) {
      own.put(to, mine.source.peek());
      dropFromKernel(from);
      return touch();
    }
    const file = kept.take(from);
    if (file === undefined) return;
    dropFromKernel(from);
    const moved = { ...file, path: to };
    kept.put(moved);
    options.putBack(moved);
  }

  return {
    write(path, text) {
      checkWritable(path);
      put(path, text);
    },
    upload(path, bytes) {
      checkWritable(path);
      const text = textOf(bytes);
      if (text !== null) return put(path, text);
      if (cellAt(path) !== undefined) {
        throw new Error(`${path} is a text of this notebook, and the uploaded file is none.`);
      }
      const file = { path, bytes, own: true };
      batch(() => {
        if (own.take(path) !== undefined) touch();
        kept.put(file);
      });
      options.putBack(file);
    },
    remove(path) {
      const paths = meant(path, "deleted");
      const backs: (() => void)[] = [];
      batch(() => {
        for (const each of paths) {
          const cell = cellAt(each);
          // A cell has a notice of its own.
          if (cell !== undefined) options.deleteCell(cell.id);
          else backs.push(takeOut(each) ?? (() => {}));
        }
      });
      if (backs.length === 0) return;
      notices.add({
        level: "info",
        topic: `file:${path}`,
        text: `${path} was deleted.`,
        action: { label: "Undo", run: () => batch(() => backs.forEach((back) => back())) },
      });
    },
    rename(from, to) {
      if (from === to) return;
      const paths = meant(from, "renamed");
      if (to.startsWith(`${from}/`)) throw new Error(`${from} cannot be moved into itself.`);
      checkNew(to);
      const moves = paths.map((path) => [path, `${to}${path.slice(from.length)}`] as const);
      batch(() => moves.forEach(([before, after]) => move(before, after)));
    },
    programWrote(path, bytes) {
      const text = textOf(bytes);
      const before = textAt(path);
      if (before === null || text === null) {
        const former = kept.list.peek().get(path);
        if (cellAt(path) !== undefined) return;
        if (own.take(path) !== undefined) touch();
        kept.put({ path, bytes, own: former?.own ?? false });
        return;
      }
      if (before === text) return;
      put(path, text);
      notices.add({
        level: "info",
        topic: `file:${path}`,
        text: `Your program wrote ${path}: its new text is shown.`,
        action: { label: "Back to mine", run: restoreText(path, before) },
      });
    },
    programRemoved(path) {
      // A cell's text stays, and is in the folder again with the next run.
      if (cellAt(path) !== undefined || !isThere(path)) return;
      kept.take(path);
      const mine = own.take(path);
      if (mine === undefined) return;
      touch();
      notices.add({
        level: "info",
        topic: `file:${path}`,
        text: `Your program removed ${path}.`,
        action: { label: "Undo", run: restoreText(path, mine.source.peek()) },
      });
    },
  };
}
