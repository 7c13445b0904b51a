import { useLayoutEffect } from "preact/hooks";
import { useServices } from "./services.ts";

/** Keys that work on the whole page: the palette, the help, and saving. */
export function useGlobalKeys(): void {
  const { dialogs, workspace, announcement } = useServices();
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const command = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      const key = event.key.toLowerCase();
      if (command && key === "k") {
        if (dialogs.open.peek()) dialogs.close();
        else dialogs.show({ kind: "palette" });
      } else if (command && key === "s") {
        void workspace.flush().then(() => {
          announcement.value = "Saved.";
        });
      } else if (event.key === "?" && !isTyping(event.target) && !dialogs.open.peek()) {
        dialogs.show({ kind: "help" });
      } else {
        return;
      }
      event.preventDefault();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest("input, textarea, select, [contenteditable], .live-editor") !== null
  );
}
