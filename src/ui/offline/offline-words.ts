import type { Readiness } from "../../offline/model.ts";
import { formatBytes } from "../format.ts";

/** How much is done, in per cent, from 0 to 99: at 100 it says so in other words. */
export function percentOf({ done, total }: { readonly done: number; readonly total: number }) {
  return total === 0 ? 0 : Math.min(99, Math.floor((100 * done) / total));
}

/** A lesson's readiness in a few words; null where there is nothing to say yet. */
export function readinessWords(readiness: Readiness): string | null {
  switch (readiness.kind) {
    case "unknown":
      return null;
    case "preparing":
      return `Getting ready for offline, ${percentOf(readiness)} %`;
    case "ready":
      return `Ready offline, ${formatBytes(readiness.bytes)}`;
    case "failed":
      return "Not ready offline";
  }
}

/** What the learner is told when the network goes. */
export function goneWords(readiness: Readiness): string {
  switch (readiness.kind) {
    case "ready":
      return "You are offline. Everything in this lesson works.";
    case "unknown":
      return "You are offline. Lessons that are ready offline work as ever.";
    case "preparing":
    case "failed":
      return "You are offline, and not all of this lesson is stored on this device yet. What you write is kept.";
  }
}
