import "../../theme/offline.css";
import { useEffect, useState } from "preact/hooks";
import { IconButton } from "../icon-button.tsx";
import { useServices } from "../services.ts";
import { goneWords } from "./offline-words.ts";
import { useOffline } from "./use-offline.ts";

/** What is to be said of the network and of new versions: in a quiet bar, or once and gone. */
export function OfflineBar() {
  const { toasts, workspace } = useServices();
  const { update, trouble, online, lesson } = useOffline();
  const told = trouble.value;
  useEffect(() => {
    if (told !== null) toasts.show("error", told);
  }, [told]);
  const isGone = !online.value;
  // What can be said of the open lesson is known a moment later.
  const isKnown =
    lesson.value.kind !== "unknown" || (workspace.notebook.value?.lesson ?? null) === null;
  useEffect(() => {
    if (isGone && isKnown) toasts.show("info", goneWords(lesson.peek()));
  }, [isGone, isKnown]);
  return update.value ? <UpdateBar /> : null;
}

function UpdateBar() {
  const { workspace } = useServices();
  const offline = useOffline();
  const [state, setState] = useState<"shown" | "taking" | "later">("shown");
  if (state === "later") return null;
  const take = async () => {
    setState("taking");
    // Where the store fails, its own journal keeps what was typed.
    await workspace.flush().catch(() => undefined);
    await offline.takeUpdate();
  };
  return (
    <div class="notice update-bar" role="status" aria-label="New version">
      <span class="notice-text">A new version is ready. Reload when you like.</span>
      <button
        type="button"
        class="button"
        disabled={state === "taking"}
        onClick={() => void take()}
      >
        Reload
      </button>
      <IconButton icon="close" name="Later" onClick={() => setState("later")} />
    </div>
  );
}
