import "../../theme/share.css";
import { useEffect, useId, useMemo } from "preact/hooks";
import { Dialog } from "../dialogs/dialog.tsx";
import { hashOfQuery } from "../routing/route.ts";
import { useServices } from "../services.ts";
import { fetchInFrame } from "./address-frame.ts";
import { type AddressProgress, createAddressState } from "./address-state.ts";
import { planVerb, planWords, progressPart, progressWords } from "./address-words.ts";

/** Opens a file from an address: says who would be asked, and asks when the reader agrees. */
export function AddressDialog({ onClose }: { readonly onClose: () => void }) {
  const { announcement, router, workspace } = useServices();
  const id = useId();
  const state = useMemo(
    () =>
      createAddressState({
        site: new URL(".", document.baseURI).href,
        ask: fetchInFrame,
        show: (content, host) => workspace.showFetched(content, host),
        go(url) {
          const { search, hash } = new URL(url);
          router.go(hashOfQuery(search, hash) ?? (hash || "#/"));
        },
      }),
    [],
  );
  useEffect(() => state.stop, []);
  const plan = state.plan.value;
  const progress = state.progress.value;
  const trouble = state.trouble.value;
  const words = planWords(plan);
  const agree = async () => {
    if (!(await state.agree())) return;
    onClose();
    announcement.value = "The file is here to be read.";
  };
  return (
    <Dialog title="Open from an address" onClose={onClose}>
      <form
        class="share"
        aria-busy={progress !== null}
        onSubmit={(event) => {
          event.preventDefault();
          void agree();
        }}
      >
        <label class="share-address">
          <span>Address</span>
          <input
            class="field"
            type="text"
            inputMode="url"
            autoFocus
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            placeholder="https://example.org/notebook.ipynb"
            aria-describedby={`${id}-hint`}
            readOnly={progress !== null}
            value={state.typed.value}
            onInput={(event) => state.type(event.currentTarget.value)}
          />
        </label>
        <p class="dim" id={`${id}-hint`}>
          A lesson or notebook (.md, .ipynb, .py) or a project (.zip). The page that shows a file on
          GitHub, GitLab, Codeberg, Gist, nbviewer or Colab will do as well.
        </p>
        {progress !== null && <Asking progress={progress} />}
        {progress === null && trouble === null && words !== null && (
          <p role="status" aria-label="What will be asked">
            {words}
          </p>
        )}
        {trouble !== null && (
          <div role="alert">
            <p class="dialog-failure">{trouble.message}</p>
            {trouble.download !== null && (
              <p class="dialog-after">
                <a href={trouble.download} target="_blank" rel="noopener noreferrer">
                  Open the address in a new tab
                </a>
              </p>
            )}
          </div>
        )}
        <div class="dialog-buttons">
          {progress === null ? (
            <>
              <button type="button" class="button" onClick={onClose}>
                Cancel
              </button>
              <button type="submit" class="button primary" disabled={plan === null}>
                {planVerb(plan)}
              </button>
            </>
          ) : (
            <button type="button" class="button" onClick={state.stop}>
              Stop
            </button>
          )}
        </div>
      </form>
    </Dialog>
  );
}

/** How much has come. */
function Asking({ progress }: { readonly progress: AddressProgress }) {
  const part = progressPart(progress);
  return (
    <div class="share-length">
      <div class="share-meter">{part !== null && <span style={{ width: `${100 * part}%` }} />}</div>
      <span role="status" aria-label="Progress">
        {progressWords(progress)}
      </span>
    </div>
  );
}
