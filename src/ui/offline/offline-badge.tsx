import { OfflineIcon } from "./offline-icon.tsx";
import { goneWords, percentOf, readinessWords } from "./offline-words.ts";
import { useOffline } from "./use-offline.ts";

/** The header's word on the network: nothing, how far the lesson is, or that one is offline. */
export function OfflineBadge() {
  const { online, lesson } = useOffline();
  const readiness = lesson.value;
  if (!online.value) {
    return (
      <Badge title={goneWords(readiness)}>
        <OfflineIcon name="off" />
        You are offline
      </Badge>
    );
  }
  switch (readiness.kind) {
    case "preparing":
      return (
        <Badge title={readinessWords(readiness) ?? ""}>Offline: {percentOf(readiness)} %</Badge>
      );
    case "ready":
      return <Badge title={readinessWords(readiness) ?? ""}>Offline: ready</Badge>;
    case "unknown":
    case "failed":
      return null;
  }
}

function Badge({
  title,
  children,
}: {
  readonly title: string;
  readonly children: preact.ComponentChildren;
}) {
  return (
    <span class="offline-badge not-narrow" role="status" aria-label="Network" title={title}>
      {children}
    </span>
  );
}
