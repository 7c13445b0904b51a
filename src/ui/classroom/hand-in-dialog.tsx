import { useState } from "preact/hooks";
import { messageOf } from "../../runtime/errors.ts";
import { Dialog } from "../dialogs/dialog.tsx";
import { download } from "../download.ts";
import { useServices } from "../services.ts";
import { handIn } from "./hand-in.ts";

/** Makes the result file of the open lesson, and says before what will be in it. */
export function HandInDialog({ onClose }: { readonly onClose: () => void }) {
  const { toasts, workspace } = useServices();
  const { learner } = workspace.settings;
  const [name, setName] = useState(() => learner.peek());
  const [isKept, setKept] = useState(true);
  const [failure, setFailure] = useState<string | null>(null);
  const notebook = workspace.notebook.value;
  const save = async () => {
    if (notebook === null) return;
    try {
      const written = await handIn(workspace, notebook, name);
      if (written.kind === "refused") {
        setFailure(written.message);
        return;
      }
      learner.value = isKept ? name.trim() : "";
      download(written.name, new Blob([written.text], { type: "application/json" }));
      onClose();
      toasts.show("info", `Result file saved: ${written.name}`);
    } catch (error) {
      setFailure(messageOf(error));
    }
  };
  return (
    <Dialog title="Hand in" onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <p>
          Saves your work of “{notebook?.title.value}” as a file for your teacher. It contains your
          code, answers and times of this lesson, and the name you type; nothing else.
        </p>
        <p class="dialog-after dim">
          Nothing is sent: give the file to your teacher yourself. Your work stays here.
        </p>
        <label class="dialog-word">
          <span>Your name</span>
          <input
            class="field"
            name="name"
            autoFocus
            autocomplete="name"
            maxLength={100}
            required
            aria-invalid={failure !== null}
            value={name}
            onInput={(event) => {
              setName(event.currentTarget.value);
              setFailure(null);
            }}
          />
        </label>
        <label class="dialog-check">
          <input
            type="checkbox"
            checked={isKept}
            onChange={(event) => setKept(event.currentTarget.checked)}
          />
          <span>
            Remember my name on this device
            <span class="dim">For the next time. It is sent nowhere.</span>
          </span>
        </label>
        {failure !== null && (
          <p class="dialog-failure" role="alert">
            {failure}
          </p>
        )}
        <div class="dialog-buttons">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="button primary">
            Save result file
          </button>
        </div>
      </form>
    </Dialog>
  );
}
