import { fieldsOf, isFields, linesOf, listOf, textOf } from "../lesson/ipynb-fields.ts";
import { boundedJson, boundedObject } from "../shared/bounded-json.ts";
import type { JsonValue } from "../shared/json.ts";
import { IMAGE_SIZE_MIME, type MimeBundle } from "../shared/mime.ts";
import type { Output } from "./model.ts";
import { OUTPUT_BOUNDS } from "./outputs.ts";
import { METADATA_BOUND } from "./stored-outputs.ts";

/** Notes of ours among a cell's printed text, as other tools show them. */
const NOTE_NAME = "stderr";

/**
 * Outputs of a notebook's cell (nbformat 4, "Code cell outputs") as this page keeps them. Total:
 * what is no output is left out, and more than a cell can hold is counted in a last entry.
 */
export function readJupyterOutputs(outputs: readonly unknown[]): readonly Output[] {
  const read = outputs.slice(0, OUTPUT_BOUNDS.outputs).flatMap((output): readonly Output[] => {
    const found = isFields(output) ? readOutput(output) : null;
    return found === null ? [] : [found];
  });
  const more = outputs.length - OUTPUT_BOUNDS.outputs;
  return more <= 0 ? read : [...read, { kind: "dropped", description: `${more} more outputs` }];
}

/**
 * The outputs as nbformat 4 has them. Streams, values and errors come out as they came in; what only
 * this page knows (notices, what was not kept) becomes printed text.
 */
export function jupyterOutputs(
  outputs: readonly Output[],
  executionCount: number | null,
): readonly JsonValue[] {
  return outputs.map((output) => jupyterOutput(output, executionCount));
}

function readOutput(output: Readonly<Record<string, unknown>>): Output | null {
  switch (output["output_type"]) {
    case "stream": {
      const name = output["name"] === "stderr" ? "stderr" : "stdout";
      return { kind: "stream", name, text: textOf(output["text"]) };
    }
    case "display_data":
    case "execute_result": {
      const metadata = boundedObject(output["metadata"], METADATA_BOUND);
      return {
        kind: "display",
        bundle: readBundle(output["data"]),
        displayId: null,
        result: output["output_type"] === "execute_result",
        ...(metadata !== undefined && Object.keys(metadata).length > 0 && { metadata }),
      };
    }
    case "error":
      return {
        kind: "error",
        error: {
          type: textOf(output["ename"]) || "Error",
          message: textOf(output["evalue"]),
          frames: [],
          hidden: 0,
          hint: null,
          traceback: listOf(output["traceback"])
            .filter((line) => typeof line === "string")
            .join("\n"),
        },
      };
    default:
      return null;
  }
}

function readBundle(data: unknown): MimeBundle {
  const entries = Object.entries(fieldsOf(data)).flatMap(([type, value]) => {
    // Whoever assigns by key would change a prototype.
    if (!type.includes("/")) return [];
    const kept = isJson(type) ? boundedJson(value, OUTPUT_BOUNDS.displays) : readText(value);
    return kept === undefined ? [] : [[type, kept] as const];
  });
  return Object.fromEntries(entries);
}

function readText(value: unknown): string | undefined {
  return typeof value === "string" || Array.isArray(value) ? textOf(value) : undefined;
}

/** The types whose data is a JSON value; all others are text, or a list of its lines. */
function isJson(type: string): boolean {
  return /^application\/(?:.*\+)?json$/.test(type);
}

function jupyterOutput(output: Output, executionCount: number | null): JsonValue {
  switch (output.kind) {
    case "stream":
      return stream(output.name, output.text);
    case "display": {
      const data = jupyterBundle(output.bundle);
      const metadata = output.metadata ?? sizeOf(output.bundle);
      if (!output.result) return { output_type: "display_data", data, metadata };
      return { output_type: "execute_result", execution_count: executionCount, data, metadata };
    }
    case "error": {
      const { type, message, traceback } = output.error;
      const lines = traceback === "" ? [] : traceback.split("\n");
      return { output_type: "error", ename: type, evalue: message, traceback: lines };
    }
    case "notice":
      return stream(NOTE_NAME, `${output.text}\n`);
    case "skipped":
      return stream(NOTE_NAME, `${output.characters} characters were not kept.\n`);
    case "dropped":
      return stream(NOTE_NAME, `Not kept: ${output.description}.\n`);
  }
}

function stream(name: "stdout" | "stderr", text: string): JsonValue {
  return { output_type: "stream", name, text: linesOf(text) };
}

/** Texts as lists of lines, binary data as one text: as Jupyter itself writes them. */
function jupyterBundle(bundle: MimeBundle): MimeBundle {
  const entries = Object.entries(bundle).flatMap(([type, value]) => {
    if (type === IMAGE_SIZE_MIME) return [];
    const asLines =
      typeof value === "string" && (type.startsWith("text/") || /svg|java/.test(type));
    return [[type, asLines ? linesOf(value) : value] as const];
  });
  return Object.fromEntries(entries);
}

/** Jupyter has the size of a picture in the output's metadata. */
function sizeOf(bundle: MimeBundle): JsonValue {
  const size = bundle[IMAGE_SIZE_MIME];
  const png = Object.hasOwn(bundle, "image/png") && size !== undefined;
  return png ? { "image/png": size } : {};
}
