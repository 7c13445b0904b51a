import { useEffect, useState } from "preact/hooks";
import type { KernelState, Notebook } from "../../notebook/model.ts";
import { Icon } from "../icon.tsx";
import { IconButton } from "../icon-button.tsx";
import { brokenWords, slowWords } from "./start-words.ts";

/** Milliseconds after which a learner is told what the start waits for. */
const longStart = 10_000;

/** Why Python is not there, while that is worth a sentence: its start takes long, or failed. */
export function StartNotice({ notebook }: { readonly notebook: Notebook }) {
  const kernel = notebook.kernel.value;
  const [slow, dismiss] = useSlowWords(notebook, kernel.kind);
  if (slow !== null) {
    return (
      <div class="notice" data-level="info">
        <Icon name="clock" />
        <span class="notice-text">{slow}</span>
        <IconButton icon="close" name="Dismiss" onClick={dismiss} />
      </div>
    );
  }
  if (kernel.kind !== "broken") return null;
  // A kernel that died again and again has a notice of its own, with the way back.
  if (notebook.notices.value.some(({ level }) => level === "error")) return null;
  return (
    <div class="notice" data-level="error">
      <Icon name="warning" />
      <span class="notice-text">{brokenWords(kernel.message, navigator.onLine)}</span>
      <button type="button" class="button" onClick={() => void notebook.restart()}>
        Start again
      </button>
    </div>
  );
}

/**
 * A sentence once a start has gone on for long; null before, after, and when it was dismissed. It
 * does not count on: it is read aloud, and the header tells the bytes as they come.
 */
function useSlowWords(
  notebook: Notebook,
  kind: KernelState["kind"],
): readonly [words: string | null, dismiss: () => void] {
  const [words, setWords] = useState<string | null>(null);
  useEffect(() => {
    setWords(null);
    if (kind !== "starting") return undefined;
    const timer = setTimeout(() => {
      const kernel = notebook.kernel.peek();
      setWords(slowWords(kernel.kind === "starting" ? kernel.progress : null));
    }, longStart);
    return () => clearTimeout(timer);
  }, [notebook, kind]);
  return [words, () => setWords(null)];
}
