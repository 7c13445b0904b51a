import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { NotebookSceneProvider, type NotebookScene } from "../notebook/notebook-scene.ts";
import { useServices } from "../services.ts";

/**
 * Gives the pane the notebook beside it, so that a traceback in it leads to a cell. A jump there
 * brings the lesson back into sight. Without a notebook there is nothing to show.
 */
export function PaneScene({ children }: { readonly children: ComponentChildren }) {
  const { pane } = useServices();
  const scene = pane.scene.value;
  const turned = useMemo((): NotebookScene | null => {
    if (scene === null) return null;
    const toLesson = () => {
      pane.larger.value = false;
      pane.phoneView.value = "lesson";
    };
    return {
      ...scene,
      focusCell(id) {
        toLesson();
        scene.focusCell(id);
      },
      editCell(id, place) {
        toLesson();
        scene.editCell(id, place);
      },
    };
  }, [scene]);
  return <NotebookSceneProvider value={turned}>{children}</NotebookSceneProvider>;
}
