import { useSignal } from "@preact/signals";
import type { Notebook } from "../../notebook/model.ts";
import { Icon } from "../icon.tsx";
import { IconButton } from "../icon-button.tsx";
import { useMainElement } from "../main-element.ts";
import { askToRestart } from "./notebook-actions.ts";
import { useServices } from "../services.ts";

/** Above a lesson that changed under its learner's edits: how many cells, and what to do with all. */
export function VersionNotice({ notebook }: { readonly notebook: Notebook }) {
  const services = useServices();
  const main = useMainElement();
  const later = useSignal(false);
  const count = notebook.changed.value.length;
  if (count === 0 || later.value) return null;
  /** The pressed button goes with the notice; the focus must not go with it. */
  const choice = (choose: (id: null) => void) => () => {
    main.current?.focus({ preventScroll: true });
    choose(null);
  };
  const restart = () => askToRestart(notebook, services);
  return (
    <section class="notice" data-level="warning" aria-label="New version of the lesson">
      <Icon name="info" />
      <span class="notice-text">
        This lesson has a new version: {count} of your cells {count === 1 ? "is" : "are"} affected.
      </span>
      <button type="button" class="button" onClick={choice(notebook.keepMine)}>
        Keep all mine
      </button>
      <button type="button" class="button" onClick={choice(notebook.takeMerge)}>
        Merge all
      </button>
      <button type="button" class="button" onClick={restart}>
        Restart the lesson
      </button>
      <IconButton
        icon="close"
        name="Choose later"
        onClick={() => {
          later.value = true;
        }}
      />
    </section>
  );
}
