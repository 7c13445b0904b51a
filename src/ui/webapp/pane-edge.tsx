import { useServices } from "../services.ts";
import { Separator } from "./separator.tsx";

const MIN_WIDTH = 320;

/** The pane's left edge: between the narrowest pane that is of use and half of the window. */
export function PaneEdge() {
  const { pane, workspace } = useServices();
  const max = Math.max(MIN_WIDTH, Math.floor(innerWidth / 2));
  return (
    <Separator
      name="Width of the pane"
      orientation="vertical"
      value={Math.min(max, Math.max(MIN_WIDTH, pane.width.value))}
      min={MIN_WIDTH}
      max={max}
      onMove={(width) => {
        pane.draggedWidth.value = width;
      }}
      onDone={(width) => {
        pane.draggedWidth.value = null;
        workspace.settings.paneWidth.value = width;
      }}
      onReset={() => {
        workspace.settings.paneWidth.value = null;
      }}
    />
  );
}
