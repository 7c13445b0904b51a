import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import "../../theme/webapp.css";
import type { WebAppServices } from "../services.ts";
import { ErrorBoundary } from "../error-boundary.tsx";
import { IconButton } from "../icon-button.tsx";
import { useServices } from "../services.ts";
import { PaneEdge } from "./pane-edge.tsx";
import { PaneScene } from "./pane-scene.tsx";
import { TabBar, TabPanels } from "./tab-bar.tsx";
import { RequestsPart } from "./requests-part.tsx";
import { WebAppProvider } from "./web-app-context.ts";

/** The pane "Your app": tabs over the request log. */
export function AppPane() {
  const { webApp } = useServices();
  const [services, setServices] = useState<WebAppServices | "failed" | null>(null);
  useEffect(() => {
    let here = true;
    webApp().then(
      (loaded) => here && setServices(loaded),
      (error: unknown) => {
        console.error(error);
        if (here) setServices("failed");
      },
    );
    return () => {
      here = false;
    };
  }, []);
  if (services === null) return null;
  if (services === "failed") {
    return (
      <p class="load-failed" role="alert">
        This part of the page did not load. Check the connection, then reload the page.
      </p>
    );
  }
  return (
    <WebAppProvider value={services}>
      <PaneScene>
        <PaneEdge />
        <div class="pane">
          <div class="pane-top">
            <TabBar />
            <LargerButton />
          </div>
          <ErrorBoundary what="This tab">
            <TabPanels />
          </ErrorBoundary>
          <ErrorBoundary what="The request log">
            <RequestsPart />
          </ErrorBoundary>
        </div>
      </PaneScene>
    </WebAppProvider>
  );
}

/** Lets the pane cover the lesson, and back; Escape leads back too. */
function LargerButton() {
  const { pane } = useServices();
  const isLarger = pane.larger.value;
  useLayoutEffect(() => {
    if (!isLarger) return undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      // Whatever closes something of its own with Escape says so.
      if (event.key === "Escape" && !event.defaultPrevented) pane.larger.value = false;
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [isLarger]);
  return (
    <span class="not-phone">
      <IconButton
        icon={isLarger ? "minimize" : "maximize"}
        name={isLarger ? "Back beside the lesson" : "Open larger"}
        onClick={() => {
          pane.larger.value = !isLarger;
        }}
      />
    </span>
  );
}
