// Longest tag that is waited for.
const LIMIT = 4_096;
const SOURCE =
  /(<(?:iframe|frame)\b(?:[^>"']|"[^"]*"|'[^']*')*?\ssrc\s*=\s*["']?)(\/(?!\/)[^"'\s>]*)/gi;
const UNFINISHED =
  /<(?:i?f?r?a?m?e?|(?:iframe|frame)\b(?:[^>"']|"[^"]*"|'[^']*')*(?:"[^"]*|'[^']*)?)$/i;

/**
 * Puts the prefix before root-absolute addresses of frames in a streamed document. Frames ask before
 * any script could map their addresses, and outside of the service worker's scope nothing of the
 * app is to be had; links and forms are mapped when they are used.
 */
export function frameSources(prefix: string): TransformStream<Uint8Array, Uint8Array> {
  let held = "";
  const send = (text: string): Uint8Array =>
    bytesOf(
      text.replaceAll(SOURCE, (all, before: string, path: string) =>
        path.startsWith(prefix) ? all : before + prefix + path.slice(1),
      ),
    );
  return new TransformStream({
    transform(chunk, controller) {
      const text = held + textOf(chunk);
      const tail = UNFINISHED.exec(text.slice(-LIMIT))?.[0] ?? "";
      held = tail;
      const ready = text.slice(0, text.length - tail.length);
      if (ready !== "") controller.enqueue(send(ready));
    },
    flush(controller) {
      if (held !== "") controller.enqueue(send(held));
    },
  });
}

// One character a byte, so that any encoding passes unharmed.
function textOf(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += LIMIT) {
    parts.push(String.fromCharCode(...bytes.subarray(at, at + LIMIT)));
  }
  return parts.join("");
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
