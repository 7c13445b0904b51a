import { filePathProblem } from "../../shared/file-path.ts";
import type { JsonValue } from "../../shared/json.ts";
import { MOST_FILES, MOST_MINUTES, MOST_TITLE } from "./link-limits.ts";
import type { LinePatch } from "./line-patch.ts";
import { readPatch } from "./patch-fields.ts";
import type { LinkContent, LinkOptions, SharedFile } from "./shared-lesson.ts";

/** The text in a link: whole, or what it takes to make it of a catalogue lesson's. */
export type LinkTextFields =
  | {
      readonly kind: "whole";
      readonly text: string;
      /** The catalogue lesson that it began as; null for a text of its own. */
      readonly path: string | null;
    }
  | {
      readonly kind: "difference";
      readonly path: string;
      /** `hashSource` of the catalogue lesson's text. */
      readonly base: string;
      readonly patch: LinePatch;
    };

/** All that a link's JSON says. */
export interface LinkFields extends Omit<LinkContent, "text"> {
  readonly body: LinkTextFields;
}

/** A lesson's path in the catalogue: a folder and a file in it. */
export function isLessonPath(path: string): boolean {
  return (
    path.length <= 200 &&
    /^[^/\\\s\p{Cc}]+\/[^/\\\s\p{Cc}]+$/u.test(path) &&
    !/(^|\/)\.+(\/|$)/.test(path)
  );
}

/** An exercise's id, as in fence-role.ts. */
export function isExerciseId(id: string): boolean {
  return id.length <= 200 && /^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(id);
}

/** A link's JSON; what is as it usually is takes no place in it. */
export function linkJson(fields: LinkFields): Readonly<Record<string, JsonValue>> {
  const { body, form, files, options } = fields;
  const { title, exercise, hideSolutions, limit } = options;
  return {
    ...(body.kind === "whole"
      ? { text: body.text, ...(body.path !== null && { lesson: body.path }) }
      : {
          lesson: body.path,
          base: body.base,
          patch: body.patch.map(({ at, removed, context, added }) => [at, removed, context, added]),
        }),
    ...(form === "notebook" && { form }),
    ...(files.length > 0 && { files: files.map(({ path, text }) => [path, text]) }),
    ...(title !== null && { title }),
    ...(exercise !== null && { exercise }),
    ...(hideSolutions && { hide: true }),
    ...(limit !== null && { limit }),
  };
}

/**
 * The inverse of {@link linkJson} for JSON of unknown shape; null where a field that this version
 * knows is not what it must be. Fields it does not know are left alone. Total.
 */
export function readLinkFields(json: unknown): LinkFields | null {
  const body = readBody(json);
  const form = readForm(own(json, "form"));
  const files = readFiles(own(json, "files"));
  const options = readOptions(json);
  if (body === null || form === null || files === null || options === null) return null;
  return { body, form, files, options };
}

function readBody(json: unknown): LinkTextFields | null {
  const text = own(json, "text");
  const path = own(json, "lesson") ?? null;
  if (path !== null && (typeof path !== "string" || !isLessonPath(path))) return null;
  if (typeof text === "string") return { kind: "whole", text, path };
  const base = own(json, "base");
  const patch = readPatch(own(json, "patch"));
  if (text !== undefined || path === null || typeof base !== "string" || patch === null)
    return null;
  return { kind: "difference", path, base, patch };
}

function readForm(value: unknown): LinkContent["form"] | null {
  if (value === undefined) return "lesson";
  return value === "lesson" || value === "notebook" ? value : null;
}

function readFiles(value: unknown): readonly SharedFile[] | null {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length > MOST_FILES) return null;
  const files = new Map<string, SharedFile>();
  for (const entry of value as readonly unknown[]) {
    const [path, text] = Array.isArray(entry) ? (entry as readonly unknown[]) : [];
    if (typeof path !== "string" || typeof text !== "string") return null;
    if (filePathProblem(path) !== null || files.has(path)) return null;
    files.set(path, { path, text });
  }
  return [...files.values()];
}

function readOptions(json: unknown): LinkOptions | null {
  const title = own(json, "title") ?? null;
  const exercise = own(json, "exercise") ?? null;
  const hideSolutions = own(json, "hide") ?? false;
  const limit = own(json, "limit") ?? null;
  if (title !== null && (typeof title !== "string" || !isTitle(title))) return null;
  if (exercise !== null && (typeof exercise !== "string" || !isExerciseId(exercise))) return null;
  if (typeof hideSolutions !== "boolean") return null;
  if (limit !== null && (typeof limit !== "number" || !isLimit(limit))) return null;
  return { title, exercise, hideSolutions, limit };
}

/** A title on one line. */
export function isTitle(title: string): boolean {
  return title.trim() !== "" && title.length <= MOST_TITLE && !/[\p{Cc}\u2028\u2029]/u.test(title);
}

/** Minutes, with parts if need be. */
export function isLimit(limit: number): boolean {
  return limit > 0 && limit <= MOST_MINUTES;
}

/** A field of the object itself: never what every object has, such as "constructor". */
function own(json: unknown, name: string): unknown {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return undefined;
  return Object.getOwnPropertyDescriptor(json, name)?.value as unknown;
}
