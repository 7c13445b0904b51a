import nodeCrypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";

/** When every image was made, as far as it knows: milliseconds since 1970 (2026-01-01). */
const START = 1_767_225_600_000;
/** Milliseconds that pass with each look at the clock, so that nobody waits in vain. */
const TICK = 0.01;

/**
 * Takes time and chance away from this process, so that an image follows from its inputs alone: two
 * people who build the same app get the same files. What an image knows of either is renewed when
 * it is restored.
 */
export function steadySurroundings(): void {
  let looks = 0;
  const clock = () => ++looks * TICK;
  performance.now = clock;
  Date.now = () => Math.floor(START + clock());
  let state = 1;
  const fill = (bytes: Uint8Array): Uint8Array => {
    for (let index = 0; index < bytes.length; index++) {
      // A linear congruential generator (Numerical Recipes, "Quick and Dirty Generators").
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      bytes[index] = state >>> 24;
    }
    return bytes;
  };
  // What Emscripten asks in Node.js.
  Object.assign(nodeCrypto, { randomFillSync: fill });
  syncBuiltinESMExports();
}
