import { isJsonObject, type JsonObject } from "../shared/bounded-json.ts";
import type { JsonValue } from "../shared/json.ts";

/**
 * Metadata as the schema of nbformat 4.5 allows it
 * (https://github.com/jupyter/nbformat, nbformat.v4.5.schema.json). It gives types to a few names:
 * what is there with another type is left out, everything else stays.
 */
export function validCellMetadata(metadata: JsonObject): JsonObject {
  return keep(metadata, {
    jupyter: isJsonObject,
    execution: (value) => isJsonObject(value) && Object.values(value).every(isText),
    name: (value) => isText(value) && /^.+$/.test(value),
    tags: isTags,
    collapsed: (value) => typeof value === "boolean",
    scrolled: (value) => typeof value === "boolean" || value === "auto",
    format: isText,
  });
}

/** As {@link validCellMetadata}, of the whole notebook. */
export function validNotebookMetadata(metadata: JsonObject): JsonObject {
  return keep(metadata, {
    kernelspec: (value) =>
      isJsonObject(value) && isText(value["name"]) && isText(value["display_name"]),
    language_info: isLanguage,
    orig_nbformat: (value) => typeof value === "number" && Number.isInteger(value) && value >= 1,
    title: isText,
    authors: (value) => Array.isArray(value),
  });
}

/** Attachments as they may be: media types with text, or with lists of lines. */
export function validAttachments(attachments: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(attachments).filter(
      ([, bundle]) =>
        isJsonObject(bundle) &&
        Object.entries(bundle).every(
          ([type, data]) => /^application\/(?:.*\+)?json$/.test(type) || isMultiline(data),
        ),
    ),
  );
}

type Test = (value: JsonValue) => boolean;

function keep(metadata: JsonObject, tests: Readonly<Record<string, Test>>): JsonObject {
  return Object.fromEntries(
    Object.entries(metadata).filter(([name, value]) => {
      const test = Object.hasOwn(tests, name) ? tests[name] : undefined;
      return test === undefined || test(value);
    }),
  );
}

function isLanguage(value: JsonValue): boolean {
  if (!isJsonObject(value) || !isText(value["name"])) return false;
  const { codemirror_mode: mode } = value;
  return (
    (mode === undefined || isText(mode) || isJsonObject(mode)) &&
    ["file_extension", "mimetype", "pygments_lexer"].every(
      (name) => value[name] === undefined || isText(value[name]),
    )
  );
}

/** Names without commas, each once. */
function isTags(value: JsonValue): boolean {
  return (
    Array.isArray(value) &&
    new Set(value).size === value.length &&
    value.every((tag: JsonValue) => isText(tag) && /^[^,]+$/.test(tag))
  );
}

function isMultiline(value: JsonValue): boolean {
  return isText(value) || (Array.isArray(value) && value.every(isText));
}

function isText(value: JsonValue | undefined): value is string {
  return typeof value === "string";
}
