import { useSignal, type ReadonlySignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { dropOf } from "./dropped-files.ts";
import { useServices } from "./services.ts";

/**
 * Opens files that are dropped anywhere on the page; the result is true while some are above it.
 * Within another page none are taken: a notebook would take the place of the lesson there.
 */
export function useFileDrop(): ReadonlySignal<boolean> {
  const services = useServices();
  const above = useSignal(false);
  useEffect(() => {
    const end = new AbortController();
    const { signal } = end;
    const onOver = (event: DragEvent) => {
      if (!hasFiles(event) || event.defaultPrevented) return;
      event.preventDefault();
      if (services.embed === null) above.value = true;
      else if (event.dataTransfer !== null) event.dataTransfer.dropEffect = "none";
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) above.value = false;
    };
    const onDrop = (event: DragEvent) => {
      above.value = false;
      if (!hasFiles(event) || event.defaultPrevented) return;
      event.preventDefault();
      if (event.dataTransfer === null || services.embed !== null) return;
      const drop = dropOf(event.dataTransfer);
      import("./share/open-dropped.ts").then(
        ({ openDropped }) => openDropped(drop, services),
        () =>
          services.toasts.show(
            "error",
            "The file was not opened. Reload the page, then try again.",
          ),
      );
    };
    addEventListener("dragover", onOver, { signal });
    addEventListener("dragleave", onLeave, { signal });
    addEventListener("drop", onDrop, { signal });
    return () => end.abort();
  }, []);
  return above;
}

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes("Files") === true;
}
