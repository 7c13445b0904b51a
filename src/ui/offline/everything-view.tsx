import { formatBytes } from "../format.ts";
import { percentOf } from "./offline-words.ts";
import { useOffline } from "./use-offline.ts";

/** All lessons at once: what is missing, how far it is, and that it is done. */
export function EverythingView() {
  const offline = useOffline();
  const everything = offline.everything.value;
  const start = () => void offline.storeEverything();
  switch (everything.kind) {
    case "storing":
      return (
        <div class="offline-progress">
          <span
            class="meter"
            role="progressbar"
            aria-label="Making everything available offline"
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={percentOf(everything)}
          >
            <span style={{ width: `${percentOf(everything)}%` }} />
          </span>
          <span>
            {formatBytes(everything.done)} of {formatBytes(everything.total)}
          </span>
          <div class="course-buttons">
            <button type="button" class="button" onClick={() => offline.cancelEverything()}>
              Cancel
            </button>
          </div>
        </div>
      );
    case "stored":
      return <p role="status">Everything is available offline: {formatBytes(everything.bytes)}.</p>;
    case "failed":
      return (
        <>
          <p role="alert">{everything.message}</p>
          <div class="course-buttons">
            <button type="button" class="button" onClick={start}>
              Try again
            </button>
          </div>
        </>
      );
    case "partly":
      return (
        <div class="course-buttons">
          <button type="button" class="button" onClick={start}>
            Make everything available offline
          </button>
          {everything.missing !== null && everything.missing > 0 && (
            <span class="offline-missing">{formatBytes(everything.missing)} more</span>
          )}
        </div>
      );
  }
}
