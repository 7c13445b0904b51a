import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { EditorPlace } from "../../editor/place.ts";
import { useNotebookScene } from "./notebook-scene.ts";

/** Makes a cell reachable: its element takes the focus, `edit` opens its code or text. */
export function useCellHandle(
  id: string,
  element: RefObject<HTMLElement | null>,
  edit: (place: EditorPlace) => void,
): void {
  const { register } = useNotebookScene();
  const latest = useRef(edit);
  latest.current = edit;
  useLayoutEffect(
    () =>
      register(id, {
        focus() {
          element.current?.focus({ preventScroll: true });
          element.current?.scrollIntoView({ block: "nearest" });
        },
        edit: (place) => latest.current(place),
      }),
    [id, register],
  );
}
