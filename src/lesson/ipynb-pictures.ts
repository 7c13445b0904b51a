import { type Fields, fieldsOf, textOf } from "./ipynb-fields.ts";

/** An attached picture that stands in a text as its data: address. */
export interface PlacedPicture {
  readonly name: string;
  /** "image/png" … */
  readonly type: string;
  /** Base64, without line breaks. */
  readonly data: string;
}

export interface WithPictures {
  readonly text: string;
  /** The attachments that were put in, each once. */
  readonly placed: readonly PlacedPicture[];
}

const PICTURE = /^image\/(?:png|jpeg|gif|webp)$/;
const REFERENCE = /\(attachment:([^()\s]+)\)/g;

/**
 * Puts the pictures attached to a text (nbformat 4.1) in the place of their "attachment:…"
 * addresses, so that the page can show them. What makes the text longer than `limit` characters, or
 * is no picture, stays as it is.
 */
export function placePictures(text: string, attachments: Fields, limit = Infinity): WithPictures {
  const pictures = new Map<string, PlacedPicture | null>();
  const placed = new Set<PlacedPicture>();
  let room = limit - text.length;
  const result = text.replace(REFERENCE, (reference, written: string) => {
    const name = nameIn(attachments, written);
    if (name === null) return reference;
    if (!pictures.has(name)) pictures.set(name, pictureOf(name, attachments[name]));
    const picture = pictures.get(name) ?? null;
    if (picture === null || picture.data.length > room) return reference;
    room -= picture.data.length;
    placed.add(picture);
    return `(data:${picture.type};base64,${picture.data})`;
  });
  return { text: result, placed: [...placed] };
}

/** The name as it stands, or as a tool that escapes addresses wrote it. */
function nameIn(attachments: Fields, written: string): string | null {
  if (Object.hasOwn(attachments, written)) return written;
  try {
    const decoded = decodeURIComponent(written);
    return Object.hasOwn(attachments, decoded) ? decoded : null;
  } catch {
    return null;
  }
}

function pictureOf(name: string, bundle: unknown): PlacedPicture | null {
  for (const [type, value] of Object.entries(fieldsOf(bundle))) {
    const data = textOf(value).replace(/\s/g, "");
    if (PICTURE.test(type) && /^[A-Za-z0-9+/=]+$/.test(data)) return { name, type, data };
  }
  return null;
}
