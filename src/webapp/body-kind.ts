import { headerOf } from "../shared/header-pairs.ts";
import { isJsonType, mediaType } from "../shared/kept-answer.ts";
import type { Draft } from "./model.ts";

/** What a draft's body is, by its Content-Type. */
export type BodyKind = "none" | "json" | "form" | "text" | "other";

const TYPES = {
  json: "application/json",
  form: "application/x-www-form-urlencoded",
  text: "text/plain; charset=utf-8",
} as const;

/** The kind of a draft's body; one without a Content-Type is a text, as it will be taken. */
export function bodyKind(draft: Draft): BodyKind {
  const pairs = draft.headers
    .filter(({ on }) => on)
    .map(({ name, value }) => [name, value] as const);
  const type = mediaType(headerOf(pairs, "content-type") ?? "");
  if (isJsonType(type)) return "json";
  if (type === TYPES.form) return "form";
  if (type === "") return draft.body === "" ? "none" : "text";
  return type.startsWith("text/") ? "text" : "other";
}

/** The draft with a body of that kind: its Content-Type changes; "none" empties the body. */
export function withBodyKind(draft: Draft, kind: Exclude<BodyKind, "other">): Draft {
  const isType = ({ name }: { readonly name: string }) => name.toLowerCase() === "content-type";
  const others = draft.headers.filter((header) => !isType(header));
  if (kind === "none") return { ...draft, headers: others, body: "" };
  const type = { name: "Content-Type", value: TYPES[kind], on: true };
  const at = draft.headers.findIndex(isType);
  const headers = at < 0 ? [...others, type] : others.toSpliced(at, 0, type);
  const method = draft.method === "GET" || draft.method === "HEAD" ? "POST" : draft.method;
  return { ...draft, method, headers };
}

/** A form's fields in order. Total. */
export function formFields(body: string): readonly (readonly [name: string, value: string])[] {
  return body === "" ? [] : [...new URLSearchParams(body)];
}

/** Fields as a form's body; those without name and value are left out. */
export function formBody(fields: readonly (readonly [name: string, value: string])[]): string {
  const kept = fields.filter(([name, value]) => name !== "" || value !== "");
  return new URLSearchParams(kept.map(([name, value]) => [name, value])).toString();
}
