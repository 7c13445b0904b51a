import type { JsonValue } from "../../shared/json.ts";
import { IMAGE_SIZE_MIME, type MimeBundle } from "../../shared/mime.ts";

/** The size at which an image is shown, in CSS pixels. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/**
 * The size of a bundle's image: as the bundle tells it, else as a PNG tells it in its first chunk
 * (https://www.w3.org/TR/png-3/#11IHDR). Null where only the browser will know. Known before the
 * image is decoded, so that nothing moves when it is.
 */
export function imageSize(bundle: MimeBundle): ImageSize | null {
  const told = bundle[IMAGE_SIZE_MIME];
  if (isSize(told)) return told;
  const png = bundle["image/png"];
  return typeof png === "string" ? pngSize(png) : null;
}

function pngSize(base64: string): ImageSize | null {
  try {
    const head = atob(base64.slice(0, 32));
    const bytes = Uint8Array.from(head, (character) => character.charCodeAt(0));
    if (head.slice(12, 16) !== "IHDR") return null;
    const view = new DataView(bytes.buffer);
    return { width: view.getUint32(16), height: view.getUint32(20) };
  } catch {
    return null;
  }
}

function isSize(value: JsonValue | undefined): value is JsonValue & ImageSize {
  return (
    typeof value === "object" &&
    value !== null &&
    "width" in value &&
    typeof value["width"] === "number" &&
    "height" in value &&
    typeof value["height"] === "number"
  );
}
