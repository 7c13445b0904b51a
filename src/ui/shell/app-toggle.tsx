import { IconButton } from "../icon-button.tsx";
import { useServices } from "../services.ts";

/** Shows and hides the learner's app beside the notebook; on a phone a tab does that. */
export function AppToggle() {
  const { pane } = useServices();
  return (
    <span class="not-phone">
      <IconButton
        icon="panel"
        name="Your app"
        pressed={pane.shown.value}
        onClick={() => pane.toggle()}
      />
    </span>
  );
}
