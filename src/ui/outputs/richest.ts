import type { GridHandle } from "../../shared/grid.ts";
import type { JsonValue } from "../../shared/json.ts";
import { imageSize, type ImageSize } from "./image-size.ts";
import { GRID_MIME, HTTP_MIME, type MimeBundle } from "../../shared/mime.ts";

/** The representation of a value that is worth showing. */
export type Shown =
  | { readonly kind: "grid"; readonly handle: GridHandle }
  | {
      readonly kind: "image";
      readonly url: string;
      readonly alt: string;
      /** Null where only the browser will know. */
      readonly size: ImageSize | null;
    }
  /** An answer to a request, unread. */
  | { readonly kind: "http"; readonly value: JsonValue }
  | { readonly kind: "html"; readonly html: string }
  | { readonly kind: "markdown"; readonly markdown: string }
  | { readonly kind: "json"; readonly value: JsonValue }
  | { readonly kind: "text"; readonly text: string };

/** Picks the richest representation of a bundle. Total: with nothing known it is an empty text. */
export function richest(bundle: MimeBundle): Shown {
  const grid = bundle[GRID_MIME];
  if (isGrid(grid)) return { kind: "grid", handle: grid };
  const answer = bundle[HTTP_MIME];
  if (answer !== undefined) return { kind: "http", value: answer };
  const alt = textOf(bundle["text/plain"]) ?? "Figure";
  // As an image, an SVG can neither run scripts nor load anything.
  const svg = textOf(bundle["image/svg+xml"]);
  if (svg !== null) {
    return {
      kind: "image",
      url: `data:image/svg+xml,${encodeURIComponent(svg)}`,
      alt,
      size: imageSize(bundle),
    };
  }
  for (const type of ["image/png", "image/jpeg", "image/gif", "image/webp"]) {
    const data = textOf(bundle[type]);
    if (data !== null) {
      const base64 = data.replace(/\s/g, "");
      return { kind: "image", url: `data:${type};base64,${base64}`, alt, size: imageSize(bundle) };
    }
  }
  const html = textOf(bundle["text/html"]);
  if (html !== null) return { kind: "html", html };
  const markdown = textOf(bundle["text/markdown"]);
  if (markdown !== null) return { kind: "markdown", markdown };
  const json = bundle["application/json"];
  if (json !== undefined) return { kind: "json", value: json };
  const text = textOf(bundle["text/plain"]) ?? textOf(bundle["text/latex"]) ?? "";
  return { kind: "text", text };
}

function textOf(value: JsonValue | undefined): string | null {
  return typeof value === "string" ? value : null;
}

function isGrid(value: JsonValue | undefined): value is JsonValue & GridHandle {
  return (
    typeof value === "object" &&
    value !== null &&
    "columns" in value &&
    Array.isArray(value["columns"]) &&
    "head" in value &&
    Array.isArray(value["head"])
  );
}
