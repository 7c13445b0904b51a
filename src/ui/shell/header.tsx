import type { Notebook } from "../../notebook/model.ts";
import { AppToggle } from "./app-toggle.tsx";
import { Icon } from "../icon.tsx";
import { IconButton } from "../icon-button.tsx";
import { KernelBadge } from "./kernel-badge.tsx";
import { lazyView } from "../lazy-view.tsx";
import { NotebookClock } from "./notebook-clock.tsx";
import { nameOfRoute } from "../routing/place.ts";
import { hasNotebook } from "../routing/route.ts";
import { RunAll } from "./run-all.tsx";
import { useServices } from "../services.ts";
import { ThemeSwitch } from "./theme-switch.tsx";

const HeaderMenu = lazyView(() => import("./header-menu.tsx").then((module) => module.HeaderMenu));

/** The bar at the top: where one is, how Python is, and what can be done with the whole notebook. */
export function Header() {
  const { catalogue, dialogs, offline, router, workspace } = useServices();
  const route = router.route.value;
  const notebook = workspace.notebook.value;
  const inNotebook = hasNotebook(route);
  const OfflineBadge = offline.value?.Badge;
  return (
    <header class="header">
      <a class="brand" href="#/">
        <Mark />
        Routebook
      </a>
      {inNotebook && (
        <button
          type="button"
          class="button quiet only-narrow not-phone"
          onClick={() => dialogs.show({ kind: "lessons" })}
        >
          <Icon name="list" />
          Lessons
        </button>
      )}
      <span class="header-place not-narrow">{nameOfRoute(route, catalogue)}</span>
      <span class="grow" />
      {OfflineBadge && <OfflineBadge />}
      {inNotebook && notebook && (
        <>
          <NotebookClock notebook={notebook} />
          <SavedBadge notebook={notebook} />
          <KernelBadge notebook={notebook} />
          <button
            type="button"
            class="button not-phone"
            onClick={() => dialogs.show({ kind: "share" })}
          >
            Share
          </button>
          <RunAll notebook={notebook} />
        </>
      )}
      <span class="header-tools">
        {inNotebook && <AppToggle />}
        <span class="not-narrow">
          <IconButton
            icon="search"
            name="Find lessons, cells and actions"
            onClick={() => dialogs.show({ kind: "palette" })}
          />
        </span>
        <span class="not-narrow">
          <ThemeSwitch />
        </span>
        <span class="not-narrow">
          <IconButton icon="keyboard" name="Help" onClick={() => dialogs.show({ kind: "help" })} />
        </span>
        <span class="header-menu">
          <HeaderMenu notebook={inNotebook ? notebook : null} />
        </span>
      </span>
    </header>
  );
}

/** Whether what the learner wrote is in the store. */
function SavedBadge({ notebook }: { readonly notebook: Notebook }) {
  return <span class="saved not-narrow">{notebook.saved.value ? "Saved" : "Saving"}</span>;
}

function Mark() {
  return (
    <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="currentColor" />
      <path
        d="M9 24V11a3 3 0 0 1 3-3h5.5a4.5 4.5 0 0 1 0 9H12m5 0 6 7"
        fill="none"
        stroke="var(--panel)"
        stroke-width="3"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
