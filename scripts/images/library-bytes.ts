import { CONSTRUCTORS } from "../../workers/python/image-preload.ts";

const ORIGINAL = "__wasm_call_ctors";

/**
 * A dynamic library as it goes into an image: the export with its static constructors has another
 * name of the same length, so that Emscripten does not run them while Python is yet to start.
 * Throws where the name stands in several places and it is not clear which one is meant.
 */
export function withLateConstructors(library: Uint8Array): Uint8Array {
  const bytes = Buffer.from(library);
  const found = bytes.indexOf(ORIGINAL);
  if (found < 0) return bytes;
  if (bytes.indexOf(ORIGINAL, found + 1) >= 0) {
    throw new Error(`A library names ${ORIGINAL} more than once.`);
  }
  bytes.write(CONSTRUCTORS, found, "latin1");
  return bytes;
}
