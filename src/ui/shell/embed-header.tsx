import type { Notebook } from "../../notebook/model.ts";
import { useServices } from "../services.ts";
import { AppToggle } from "./app-toggle.tsx";
import { addressOutside } from "./embed-address.ts";
import { KernelBadge } from "./kernel-badge.tsx";
import { NotebookClock } from "./notebook-clock.tsx";
import { RunAll } from "./run-all.tsx";

/** The bar at the top within another page: how Python is, the learner's app, and the way out of the frame. */
export function EmbedHeader({ notebook }: { readonly notebook: Notebook | null }) {
  const { router } = useServices();
  // Read for the address to follow the page.
  void router.route.value;
  return (
    <header class="header">
      <span class="header-place not-narrow">Routebook</span>
      <span class="grow" />
      {notebook && <NotebookClock notebook={notebook} />}
      {notebook && <KernelBadge notebook={notebook} />}
      <a class="button" href={addressOutside(location.href)} target="_blank" rel="noopener">
        Open in own tab
      </a>
      {notebook && <RunAll notebook={notebook} />}
      {notebook && <AppToggle />}
    </header>
  );
}
