import { fileKind } from "../../lesson/file-kind.ts";
import type { NotebookContent } from "../../notebook/workspace.ts";

/** What a file is that somebody dropped, chose or fetched. */
export type FoundFile =
  /** It is read when it is opened. */
  | { readonly kind: "notebook"; readonly read: () => Promise<NotebookContent> }
  | { readonly kind: "progress" | "result" }
  /** Nothing that can be opened; the sentence says what can. */
  | { readonly kind: "refused"; readonly message: string };

/** Bytes that tell a file's kind. */
const HEAD = 100_000;

/** Bytes of a file that is opened at all. */
export const MOST_BYTES = 100_000_000;

/** Tells by its beginning what a file is. Never rejects. */
export async function findFile(file: File): Promise<FoundFile> {
  const { name } = file;
  if (file.size > MOST_BYTES) {
    return refused(`${name} has more than ${MOST_BYTES / 1_000_000} MB and was not opened.`);
  }
  const head = await headOf(file);
  if (head === null) {
    return refused(`${name} cannot be read. Choose it again, or a copy of it.`);
  }
  const found = fileKind(name, head);
  switch (found.kind) {
    case "md":
    case "ipynb":
      return asText(file, found.kind);
    case "py-percent":
    case "py-plain":
      return asText(file, "py");
    case "zip": {
      const read = async () =>
        ({ kind: "zip", bytes: new Uint8Array(await file.arrayBuffer()), name }) as const;
      return { kind: "notebook", read };
    }
    case "progress":
    case "result":
      return { kind: found.kind };
    case "unknown":
      return refused(found.message);
  }
}

function asText(file: File, format: "md" | "ipynb" | "py"): FoundFile {
  const read = async () =>
    ({ kind: "text", text: await file.text(), format, name: file.name }) as const;
  return { kind: "notebook", read };
}

/** Null where it cannot be read. */
async function headOf(file: File): Promise<Uint8Array | null> {
  try {
    return new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
  } catch {
    return null;
  }
}

function refused(message: string): FoundFile {
  return { kind: "refused", message };
}
