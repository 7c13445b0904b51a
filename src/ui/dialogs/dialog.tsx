import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { IconButton } from "../icon-button.tsx";

/**
 * A modal dialog, open for as long as it is mounted. The browser keeps the focus within; when it
 * goes, the focus returns to where it was.
 */
export function Dialog({
  title,
  kind = "box",
  onClose,
  children,
}: {
  readonly title: string;
  /** `drawer` comes from the left edge; `bare` shows no title of its own. */
  readonly kind?: "box" | "drawer" | "bare";
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}) {
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const before = document.activeElement;
    const dialog = element.current;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={element}
      class={`dialog dialog-${kind}`}
      aria-labelledby={kind === "bare" ? undefined : id}
      aria-label={kind === "bare" ? title : undefined}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        // A click on the dialog itself, not in its content, is one on the backdrop.
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div class="dialog-content">
        {kind !== "bare" && (
          <div class="dialog-head">
            <h2 id={id}>{title}</h2>
            <IconButton icon="close" name="Close" onClick={onClose} />
          </div>
        )}
        {children}
      </div>
    </dialog>
  );
}
