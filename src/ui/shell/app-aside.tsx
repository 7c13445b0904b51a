import { useState } from "preact/hooks";
import { lazyView } from "../lazy-view.tsx";
import { useServices } from "../services.ts";

const AppPane = lazyView(() => import("../webapp/app-pane.tsx").then((module) => module.AppPane));

/** What the shell's element needs to know of the pane: whether it shows, how wide, and how. */
export function useAside() {
  const { pane } = useServices();
  if (!pane.shown.value) return {};
  return {
    "data-aside": pane.larger.value ? "larger" : "beside",
    "data-phone-view": pane.phoneView.value,
    style: { "--aside": `clamp(320px, ${pane.width.value}px, 50vw)` },
  };
}

/**
 * The place of the pane "Your app". Once it was shown it stays, out of sight if need be: the page
 * in its frame would be loaded anew otherwise.
 */
export function AppAside() {
  const { pane } = useServices();
  const isShown = pane.shown.value;
  const [wasShown, setWasShown] = useState(isShown);
  if (isShown && !wasShown) setWasShown(true);
  if (!isShown && !wasShown) return null;
  return (
    <section class="aside" aria-label="Your app" hidden={!isShown}>
      <AppPane />
    </section>
  );
}
