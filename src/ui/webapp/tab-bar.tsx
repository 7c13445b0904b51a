import type { TargetedKeyboardEvent } from "preact";
import { ErrorBoundary } from "../error-boundary.tsx";
import type { PaneTab } from "../pane.ts";
import { useServices } from "../services.ts";
import { TABS } from "./pane-tabs.tsx";

const idOf = (tab: PaneTab) => `pane-tab-${tab}`;
const panelOf = (tab: PaneTab) => `pane-panel-${tab}`;

/** The tabs' names; arrow keys move between them. */
export function TabBar() {
  const { pane } = useServices();
  const selected = pane.tab.value;
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>) => {
    const at = TABS.findIndex(({ id }) => id === selected);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: -1 }[event.key];
    const next = to === undefined ? undefined : TABS.at(to % TABS.length);
    if (next === undefined) return;
    event.preventDefault();
    pane.tab.value = next.id;
    document.getElementById(idOf(next.id))?.focus();
  };
  return (
    <div class="pane-tabs" role="tablist" aria-label="Your app" onKeyDown={onKeyDown}>
      {TABS.map(({ id, label }) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={idOf(id)}
          aria-selected={id === selected}
          aria-controls={panelOf(id)}
          tabIndex={id === selected ? 0 : -1}
          onClick={() => {
            pane.tab.value = id;
          }}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

/** The selected tab's content. The preview stays when another is selected: its page would be lost. */
export function TabPanels() {
  const { pane } = useServices();
  const selected = pane.tab.value;
  return (
    <div class="pane-panels">
      {TABS.map(({ id, label, view: View }) => {
        const isSelected = id === selected;
        return (
          <div
            key={id}
            class="pane-panel"
            role="tabpanel"
            id={panelOf(id)}
            aria-labelledby={idOf(id)}
            hidden={!isSelected}
          >
            {(isSelected || id === "preview") && (
              <ErrorBoundary what={`The tab ${label}`}>
                <View />
              </ErrorBoundary>
            )}
          </div>
        );
      })}
    </div>
  );
}
