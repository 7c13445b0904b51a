import { injectionPoint } from "./injection-point.ts";

/**
 * Puts a tag at the beginning of a streamed document (see {@link injectionPoint}) and lets the
 * rest pass. Markup is ASCII in every encoding that the web still has but UTF-16; a document in that is
 * left as it is.
 */
export function injectScript(tag: string): TransformStream<Uint8Array, Uint8Array> {
  let held: Uint8Array | null = new Uint8Array();
  return new TransformStream({
    transform(chunk, controller) {
      if (held === null) return controller.enqueue(chunk);
      held = joined(held, chunk);
      const parts = withTag(held, tag, false);
      if (parts === null) return;
      for (const part of parts) if (part.length > 0) controller.enqueue(part);
      held = null;
    },
    flush(controller) {
      if (held === null) return;
      for (const part of withTag(held, tag, true) ?? [held]) {
        if (part.length > 0) controller.enqueue(part);
      }
    },
  });
}

function withTag(bytes: Uint8Array, tag: string, ended: boolean): readonly Uint8Array[] | null {
  const [first, second] = bytes;
  const utf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (utf16) return [bytes];
  const at = injectionPoint(latin1(bytes), ended);
  if (at === null) return null;
  return [bytes.subarray(0, at), new TextEncoder().encode(tag), bytes.subarray(at)];
}

/** One character a byte. (The decoder called "latin1" is windows-1252 in fact.) */
function latin1(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes.subarray(0, 16_384)) text += String.fromCharCode(byte);
  return text;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
