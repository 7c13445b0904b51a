import { OfflineIcon } from "./offline-icon.tsx";
import { readinessWords } from "./offline-words.ts";
import { useOffline } from "./use-offline.ts";

/** Whether the open lesson works without a network, among the facts under its title. */
export function OfflineFact() {
  const readiness = useOffline().lesson.value;
  const words = readinessWords(readiness);
  if (words === null) return null;
  const icon =
    readiness.kind === "ready" ? "ready" : readiness.kind === "failed" ? "alert" : "storing";
  return (
    <span title={readiness.kind === "failed" ? readiness.message : undefined}>
      <OfflineIcon name={icon} />
      {words}
    </span>
  );
}
