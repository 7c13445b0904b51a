import { boundedObject } from "../shared/bounded-json.ts";
import type { CheckDetail } from "../shared/kernel.ts";
import type { JsonValue } from "../shared/json.ts";
import { HTTP_MIME, type MimeBundle } from "../shared/mime.ts";
import type { PythonFailure, PythonFrame } from "../shared/python-failure.ts";
import { asCount, asList, asRecord, asText } from "../shared/json-fields.ts";
import type { CheckReport, Output } from "./model.ts";
import { bundleSize } from "./outputs.ts";

/** What is stored of a cell's outputs, in characters; images are worth more room than text. */
const STORED_BOUNDS = { cell: 64_000, cellWithImages: 200_000, report: 64_000 } as const;

/** Characters of what an imported notebook says of one output. */
export const METADATA_BOUND = 10_000;

/**
 * The outputs as they are stored: those that fit, in order, and a description in the place of each
 * that does not. An output is kept whole or not at all.
 */
export function storedOutputs(outputs: readonly Output[]): readonly JsonValue[] {
  let text = 0;
  let all = 0;
  return outputs.map((output) => {
    const size = sizeOf(output);
    const image = output.kind === "display" && isImage(output.bundle);
    const fits =
      all + size <= STORED_BOUNDS.cellWithImages && (image || text + size <= STORED_BOUNDS.cell);
    if (!fits) return { kind: "dropped", description: descriptionOf(output, size) };
    all += size;
    if (!image) text += size;
    // Outputs are plain data by construction: interfaces only lack JsonValue's index signature.
    return output as unknown as JsonValue;
  });
}

/** Outputs from the store or a file; whatever makes no sense is left out. */
export function readOutputs(value: unknown): readonly Output[] {
  return asList(value).flatMap((item): readonly Output[] => {
    const fields = asRecord(item);
    const output = fields === null ? null : readOutput(fields);
    return output === null ? [] : [output];
  });
}

/** The report as stored; null where it is too large. */
export function storedReport(report: CheckReport): JsonValue | null {
  const json = JSON.stringify(report);
  return json.length > STORED_BOUNDS.report ? null : (JSON.parse(json) as JsonValue);
}

/** A report from the store or a file; null where it makes no sense. */
export function readReport(value: unknown): CheckReport | null {
  const fields = asRecord(value);
  if (fields?.["kind"] === "passed") {
    return { kind: "passed", message: asText(fields["message"]) ?? null };
  }
  const message = asText(fields?.["message"]);
  if (fields?.["kind"] !== "failed" || message === undefined) return null;
  const details = asList(fields["details"]).flatMap((item): readonly CheckDetail[] => {
    const detail = asRecord(item);
    const label = asText(detail?.["label"]);
    const text = asText(detail?.["value"]);
    return label === undefined || text === undefined ? [] : [{ label, value: text }];
  });
  return { kind: "failed", message, details, error: readFailure(fields["error"]) };
}

function sizeOf(output: Output): number {
  if (output.kind === "stream") return output.text.length;
  return output.kind === "display" ? bundleSize(output.bundle) : JSON.stringify(output).length;
}

function isImage(bundle: MimeBundle): boolean {
  return Object.keys(bundle).some((mime) => mime.startsWith("image/"));
}

function descriptionOf(output: Output, size: number): string {
  const amount = `${new Intl.NumberFormat("en").format(Math.ceil(size / 1000))} kB`;
  if (output.kind === "display") {
    if (HTTP_MIME in output.bundle) return `an answer of ${amount}`;
    return isImage(output.bundle) ? `an image of ${amount}` : `a value of ${amount}`;
  }
  return output.kind === "stream" ? `printed text of ${amount}` : `a message of ${amount}`;
}

function readOutput(fields: Readonly<Record<string, unknown>>): Output | null {
  const text = asText(fields["text"]);
  switch (fields["kind"]) {
    case "stream":
      if (text === undefined) return null;
      return { kind: "stream", name: fields["name"] === "stderr" ? "stderr" : "stdout", text };
    case "notice":
      return text === undefined ? null : { kind: "notice", text };
    case "skipped":
      return { kind: "skipped", characters: asCount(fields["characters"]) ?? 0 };
    case "dropped":
      return { kind: "dropped", description: asText(fields["description"]) ?? "an output" };
    case "error": {
      const error = readFailure(fields["error"]);
      return error === null ? null : { kind: "error", error };
    }
    case "display": {
      const bundle = asRecord(fields["bundle"]);
      if (bundle === null) return null;
      const displayId = asText(fields["displayId"]) ?? null;
      const metadata = boundedObject(fields["metadata"], METADATA_BOUND);
      return {
        kind: "display",
        bundle: bundle as MimeBundle,
        displayId,
        result: fields["result"] === true,
        ...(metadata !== undefined && { metadata }),
      };
    }
    default:
      return null;
  }
}

function readFailure(value: unknown): PythonFailure | null {
  const fields = asRecord(value);
  const type = asText(fields?.["type"]);
  if (fields === null || type === undefined) return null;
  return {
    type,
    message: asText(fields["message"]) ?? "",
    frames: asList(fields["frames"]).flatMap(readFrame),
    hidden: asCount(fields["hidden"]) ?? 0,
    hint: asText(fields["hint"]) ?? null,
    traceback: asText(fields["traceback"]) ?? "",
  };
}

function readFrame(value: unknown): readonly PythonFrame[] {
  const fields = asRecord(value);
  const line = asCount(fields?.["line"]);
  if (fields === null || line === undefined) return [];
  const [start, end] = asList(fields["columns"]).map((column) => asCount(column));
  return [
    {
      cell: asText(fields["cell"]) ?? null,
      file: asText(fields["file"]) ?? "",
      line,
      columns: start === undefined || end === undefined ? null : [start, end],
      function: asText(fields["function"]) ?? "<module>",
      source: asText(fields["source"]) ?? null,
    },
  ];
}
