import { toIpynb } from "../lesson/ipynb.ts";
import { notebookToPython } from "../lesson/percent.ts";
import { type ProjectParts, projectFiles, type ProjectSource } from "../lesson/project-files.ts";
import { writeZip } from "../lesson/write-zip.ts";
import type { NotebookRecord } from "../storage/schema.ts";
import { lessonIpynb } from "./lesson-ipynb.ts";
import { lessonText } from "./lesson-text.ts";
import { scratchText } from "./scratch-text.ts";
import type { ExportedFile, ExportFormat } from "./workspace.ts";
import { writeIpynb } from "./write-ipynb.ts";

/** A notebook that is to be exported. */
export interface ExportInput {
  readonly record: NotebookRecord;
  readonly title: string;
  readonly packages: readonly string[];
  /** The lesson's path in the catalogue and its text; null for a scratch notebook. */
  readonly lesson: { readonly path: string; readonly text: string } | null;
  /** Files that no text holds; asked for by a project alone. */
  readonly data: () => Promise<ProjectSource["data"]>;
  readonly parts: () => Promise<ProjectParts>;
}

const TYPES: Readonly<Record<ExportFormat, string>> = {
  md: "text/markdown",
  ipynb: "application/x-ipynb+json",
  py: "text/x-python",
  zip: "application/zip",
};

/** The notebook as a file of that format. Rejects where a part of a project does not load. */
export async function exportNotebook(
  input: ExportInput,
  format: ExportFormat,
): Promise<ExportedFile> {
  const name = `${fileName(input)}.${format}`;
  return { name, type: TYPES[format], content: await contentOf(input, format) };
}

async function contentOf(input: ExportInput, format: ExportFormat): Promise<string | Uint8Array> {
  const { record, lesson, title, packages } = input;
  const text = lesson === null ? scratchText(record) : lessonText(lesson.text, record);
  switch (format) {
    case "md":
      return text;
    case "ipynb":
      return notebookOf(input);
    case "py":
      return notebookToPython(lesson === null ? writeIpynb(record) : toIpynb(text));
    case "zip": {
      const original = lesson?.text ?? null;
      const [data, parts] = await Promise.all([input.data(), input.parts()]);
      return writeZip(projectFiles({ title, packages, text, original, data }, parts));
    }
  }
}

function notebookOf({ lesson, record }: ExportInput): string {
  return lesson === null ? writeIpynb(record) : lessonIpynb(lesson.text, record);
}

function fileName({ lesson, title }: ExportInput): string {
  const wanted = lesson === null ? title : (lesson.path.split("/").at(-1) ?? "");
  const safe = wanted
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
  return safe === "" ? "notebook" : safe;
}
