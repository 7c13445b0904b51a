import { type ReadResult, readResult, sizeProblem } from "./read-result.ts";

/** A file that the teacher dropped on the page; a browser's `File` is one. */
export interface DroppedFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  text(): Promise<string>;
}

/** A dropped file with what was read from it. */
export type Submission = ReadResult & {
  /** The file's name. */
  readonly file: string;
};

/** A submission that could be read. */
export type ReadSubmission = Submission & { readonly kind: "result" };

/** Reads a dropped file. Never rejects: what is wrong with it becomes a sentence. */
export async function readSubmission(file: DroppedFile): Promise<Submission> {
  const tooLarge = sizeProblem(file.size);
  if (tooLarge !== null) return { kind: "refused", message: tooLarge, file: file.name };
  try {
    return { ...readResult(await file.text()), file: file.name };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `The browser could not read this file (${reason}). Drop it once more.`;
    return { kind: "refused", message, file: file.name };
  }
}
