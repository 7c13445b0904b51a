import { useState } from "preact/hooks";
import { Dialog } from "./dialog.tsx";
import type { Confirmation } from "./dialogs.ts";

/** Asks before something that cannot be taken back; may want a word typed first. */
export function ConfirmDialog({
  confirmation,
  onClose,
}: {
  readonly confirmation: Confirmation;
  readonly onClose: () => void;
}) {
  const { title, text, verb, word, harmless = false, action } = confirmation;
  const [typed, setTyped] = useState("");
  const [failure, setFailure] = useState<string | null>(null);
  const allowed = word === null || typed.trim().toLowerCase() === word;
  const confirm = async () => {
    if (!allowed) return;
    try {
      await action();
      onClose();
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void confirm();
        }}
      >
        <p>{text}</p>
        {word !== null && (
          <label class="dialog-word">
            <span>
              Type <b>{word}</b> to go on.
            </span>
            <input
              class="field"
              autoFocus
              autocomplete="off"
              value={typed}
              onInput={(event) => setTyped(event.currentTarget.value)}
            />
          </label>
        )}
        {failure !== null && (
          <p class="dialog-failure" role="alert">
            {failure}
          </p>
        )}
        <div class="dialog-buttons">
          <button type="button" class="button" onClick={onClose} autoFocus={word === null}>
            Cancel
          </button>
          <button
            type="submit"
            class={harmless ? "button primary" : "button primary danger"}
            disabled={!allowed}
          >
            {verb}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
