import type { FetchPlan } from "../../lesson/fetch-plan.ts";
import { formatBytes } from "../format.ts";
import type { AddressProgress } from "./address-state.ts";

/** What is about to happen with what was typed; null where there is nothing to say yet. */
export function planWords(plan: FetchPlan | null): string | null {
  switch (plan?.kind) {
    case "fetch":
      return `${plan.host} will be asked for this file, and sees your network address as it does when you open it there. It is sent no cookies and no word of what you do here. What it sends is shown first; nothing of it runs before you say so.`;
    case "own":
      return "This is an address of Routebook. It opens here, and no other host is asked.";
    default:
      return null;
  }
}

/** The verb on the button, which names who is asked. */
export function planVerb(plan: FetchPlan | null): string {
  if (plan?.kind === "fetch") return `Ask ${plan.host}`;
  return plan?.kind === "own" ? "Open" : "Open address";
}

/** "12 kB of 40 kB from example.org". */
export function progressWords({ host, bytes, total }: AddressProgress): string {
  if (bytes === 0) return `Asking ${host}`;
  return isWhole({ bytes, total })
    ? `${formatBytes(bytes)} of ${formatBytes(total ?? 0)} from ${host}`
    : `${formatBytes(bytes)} from ${host}`;
}

/** How much is there, from 0 to 1; null where nobody knows: hosts may tell the size of a compressed form. */
export function progressPart({ bytes, total }: AddressProgress): number | null {
  return isWhole({ bytes, total }) ? bytes / (total ?? 1) : null;
}

function isWhole({ bytes, total }: Pick<AddressProgress, "bytes" | "total">): boolean {
  return total !== null && total > 0 && bytes <= total;
}
