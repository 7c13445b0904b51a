/** A cell of a Jupyter notebook, whatever way its file wrote it. */
export interface NotebookCell {
  readonly type: "code" | "markdown" | "raw";
  readonly source: string;
  readonly metadata: Fields;
}

/** A notebook's cells, or the sentence that says why the text is none. */
export type ReadIpynb =
  | {
      readonly kind: "notebook";
      readonly metadata: Fields;
      readonly cells: readonly NotebookCell[];
    }
  | { readonly kind: "refused"; readonly message: string };

/** A JSON object of unknown shape. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads a notebook's JSON text (nbformat 4, https://nbformat.readthedocs.io). Total: what is no
 * such notebook is refused in one sentence that says what to do.
 */
export function readIpynb(json: string): ReadIpynb {
  let notebook: unknown;
  try {
    notebook = JSON.parse(json.replace(/^\uFEFF/, ""));
  } catch {
    return refused("This is no Jupyter notebook: the file is not JSON. Choose an .ipynb file.");
  }
  if (!isFields(notebook) || (!("nbformat" in notebook) && !("cells" in notebook))) {
    return refused("This JSON is no Jupyter notebook: it has no cells. Choose an .ipynb file.");
  }
  const format = notebook["nbformat"];
  if (format !== undefined && format !== 4) {
    const named = typeof format === "number" ? `format ${format}` : "an unknown format";
    return refused(
      `This notebook is in ${named}, and only format 4 can be read; open it in Jupyter, save it, and try again.`,
    );
  }
  const { cells } = notebook;
  if (!Array.isArray(cells)) {
    return refused(
      "This notebook has no list of cells; open it in Jupyter, save it, and try again.",
    );
  }
  const metadata = fieldsOf(notebook["metadata"]);
  const language = languageOf(metadata);
  if (language !== null && !/^i?python\d*$/i.test(language)) {
    return refused(`This notebook is written in ${language}; only Python notebooks can be opened.`);
  }
  return { kind: "notebook", metadata, cells: (cells as readonly unknown[]).flatMap(readCell) };
}

function readCell(cell: unknown): NotebookCell[] {
  if (!isFields(cell)) return [];
  const metadata = fieldsOf(cell["metadata"]);
  const text = sourceOf(cell["source"]);
  const type = cell["cell_type"];
  if (type === "markdown") {
    const source = withPictures(text, fieldsOf(cell["attachments"])).replace(/^\n+|\n+$/g, "");
    return [{ type, source, metadata }];
  }
  return type === "code" || type === "raw" ? [{ type, source: text, metadata }] : [];
}

/** nbformat allows a text and a list of its lines. */
function sourceOf(source: unknown): string {
  const text = Array.isArray(source)
    ? source.filter((line) => typeof line === "string").join("")
    : source;
  return typeof text === "string" ? text.replace(/\r\n?/g, "\n") : "";
}

/** Puts the pictures attached to a text in the place of their "attachment:…" addresses. */
function withPictures(text: string, attachments: Fields): string {
  let result = text;
  for (const [name, bundle] of Object.entries(attachments)) {
    for (const [type, data] of Object.entries(fieldsOf(bundle))) {
      const base64 = sourceOf(data).replace(/\s/g, "");
      if (!PICTURE.test(type) || !/^[A-Za-z0-9+/=]+$/.test(base64)) continue;
      result = result.replaceAll(`(attachment:${name})`, () => `(data:${type};base64,${base64})`);
    }
  }
  return result;
}

const PICTURE = /^image\/(?:png|jpeg|gif|webp)$/;

function languageOf(metadata: Fields): string | null {
  const candidates = [
    fieldsOf(metadata["kernelspec"])["language"],
    fieldsOf(metadata["language_info"])["name"],
  ];
  return candidates.find((name) => typeof name === "string") ?? null;
}

function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function refused(message: string): ReadIpynb {
  return { kind: "refused", message };
}
