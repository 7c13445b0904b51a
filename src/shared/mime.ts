import type { JsonValue } from "./json.ts";

/**
 * One value in several representations, keyed by media type, as in Jupyter's
 * messaging protocol ("display_data"). Text types hold text, `image/png` and
 * other binary types hold base64, `application/json` and `…+json` hold the
 * JSON value itself.
 */
export type MimeBundle = Readonly<Record<string, JsonValue>>;

/** A handle to a data frame that stays in the kernel; rows are fetched by {@link GridQuery}. */
export const GRID_MIME = "application/vnd.routebook.grid+json";

/** An answer to a request of an `http` cell: a `KeptAnswer` (shared/http.ts). */
export const HTTP_MIME = "application/vnd.routebook.http+json";

/**
 * The size at which the image of the same bundle is meant to be seen, in CSS pixels:
 * `{ width, height }`. Figures are drawn with more dots than that, for dense screens.
 */
export const IMAGE_SIZE_MIME = "application/vnd.routebook.image-size+json";
