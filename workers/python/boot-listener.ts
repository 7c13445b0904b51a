import type { LoadProgress } from "../../src/shared/kernel.ts";
import type { OnStray } from "./boot.ts";

/** Who hears of a boot. */
export interface BootListener {
  progress(progress: LoadProgress): void;
  /** A sentence for the learner. */
  notice(text: string): void;
  stray: OnStray;
}
