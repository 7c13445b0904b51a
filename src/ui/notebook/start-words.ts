import type { LoadProgress } from "../../shared/kernel.ts";
import { formatBytes } from "../format.ts";

const MEANWHILE = "You can read and write meanwhile; a cell that you run waits for it.";

/** What a start that takes long waits for. */
export function slowWords(progress: LoadProgress | null): string {
  const { step, loadedBytes = 0, totalBytes = null } = progress ?? {};
  if (step === undefined || totalBytes === null || loadedBytes >= totalBytes) {
    return `Python takes long to start on this device. ${MEANWHILE}`;
  }
  const amount = `${formatBytes(loadedBytes)} of ${formatBytes(totalBytes)}`;
  return `${step} is being loaded over a slow connection: ${amount} have come so far. ${MEANWHILE}`;
}

/** Why Python did not start, and what to do next; `message` is the kernel's own sentence. */
export function brokenWords(message: string, online: boolean): string {
  if (online) return message;
  return "Python did not start: you are offline, and a part of it is not on this device yet. Connect, then start it again.";
}
