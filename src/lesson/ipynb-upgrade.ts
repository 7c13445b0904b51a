import { type Fields, fieldsOf, isFields, listOf, textOf } from "./ipynb-fields.ts";

/**
 * A notebook of format 2 or 3 in the shape of format 4, by the rules of nbformat's own converters
 * (https://nbformat.readthedocs.io/en/latest/changelog.html, "4.0" and "3.0"): one list of cells in
 * the place of worksheets, `source` for `input`, media types for the short names of output data,
 * heading cells as Markdown. Total; what the older formats do not know is left as it is.
 */
export function upgradeNotebook(notebook: Fields): Fields {
  const sheets = listOf(notebook["worksheets"]).filter(isFields);
  const cells = sheets.flatMap((sheet) => listOf(sheet["cells"])).map(upgradeCell);
  const { name, ...metadata } = fieldsOf(notebook["metadata"]);
  const title = typeof name === "string" && name !== "" ? { title: name } : {};
  return { nbformat: 4, nbformat_minor: 5, metadata: { ...metadata, ...title }, cells };
}

function upgradeCell(cell: unknown): unknown {
  if (!isFields(cell)) return cell;
  const base = { metadata: fieldsOf(cell["metadata"]) };
  switch (cell["cell_type"]) {
    case "code":
      return {
        ...base,
        cell_type: "code",
        metadata: { ...base.metadata, ...(cell["collapsed"] === true && { collapsed: true }) },
        source: textOf(cell["input"]),
        execution_count: cell["prompt_number"] ?? null,
        outputs: listOf(cell["outputs"]).map(upgradeOutput),
      };
    case "heading": {
      const { level } = cell;
      const known = typeof level === "number" && level >= 1 && level <= 6;
      const marks = "#".repeat(known ? Math.trunc(level) : 1);
      const text = textOf(cell["source"]).trim().replace(/\s+/g, " ");
      return { ...base, cell_type: "markdown", source: `${marks} ${text}` };
    }
    // Format 2 had cells of HTML, which Markdown takes in.
    case "html":
      return { ...base, cell_type: "markdown", source: textOf(cell["source"]) };
    default:
      return cell;
  }
}

/** The short names of formats 2 and 3. */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  text: "text/plain",
  html: "text/html",
  svg: "image/svg+xml",
  png: "image/png",
  jpeg: "image/jpeg",
  latex: "text/latex",
  json: "application/json",
  javascript: "application/javascript",
  pdf: "application/pdf",
};

function upgradeOutput(output: unknown): unknown {
  if (!isFields(output)) return output;
  switch (output["output_type"]) {
    case "pyout":
      return {
        output_type: "execute_result",
        execution_count: output["prompt_number"] ?? null,
        metadata: fieldsOf(output["metadata"]),
        data: dataOf(output),
      };
    case "display_data":
      return {
        output_type: "display_data",
        metadata: fieldsOf(output["metadata"]),
        data: dataOf(output),
      };
    case "pyerr": {
      const { ename, evalue, traceback } = output;
      return { output_type: "error", ename, evalue, traceback };
    }
    case "stream":
      return { output_type: "stream", name: output["stream"] ?? "stdout", text: output["text"] };
    default:
      return output;
  }
}

function dataOf(output: Fields): Fields {
  return Object.fromEntries(
    Object.entries(output).flatMap(([name, value]) => {
      const type = Object.hasOwn(MEDIA_TYPES, name) ? MEDIA_TYPES[name] : undefined;
      return type === undefined ? [] : [[type, value] as const];
    }),
  );
}
