import { useMemo } from "preact/hooks";
import type { LogEntry } from "../../webapp/model.ts";
import { Elapsed } from "../notebook/elapsed.tsx";

/** How long a request has been running; nothing for one that was lost. */
export function EntryElapsed({ entry: { start, lost } }: { readonly entry: LogEntry }) {
  // It began by the clock on the wall; what runs is measured by the one that never jumps.
  const since = useMemo(() => performance.now() - (Date.now() - start.began), [start]);
  return lost ? null : <Elapsed since={since} />;
}
