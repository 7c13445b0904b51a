import "../../theme/pages.css";
import { useEffect, useState } from "preact/hooks";
import type { ScratchSummary } from "../../notebook/workspace.ts";
import { countOf, formatDay } from "../format.ts";
import { Icon } from "../icon.tsx";
import { messageOf } from "../../runtime/errors.ts";
import { OPEN_ADDRESS, openAddress, openNotebookFile } from "../notebook/notebook-actions.ts";
import { NotebookStage } from "../notebook/notebook-stage.tsx";
import { lazyView } from "../lazy-view.tsx";
import { useServices } from "../services.ts";

const FetchedView = lazyView(() =>
  import("../address/fetched-view.tsx").then((module) => module.FetchedView),
);

/** The scratch notebook, and those that were set aside. */
export function ScratchPage() {
  const services = useServices();
  const { workspace } = services;
  const notebook = workspace.notebook.value;
  const opening = workspace.opening.value;
  const fetched = opening.kind === "fetched" ? opening : null;
  const title = notebook?.key === "scratch" ? notebook.title.value : fetched?.title;
  return (
    <div class="column">
      <header class="lesson-head">
        <h1>{title || "Scratch notebook"}</h1>
        <div class="course-buttons">
          <button
            type="button"
            class="button"
            onClick={() => void workspace.newScratch().catch(() => undefined)}
          >
            <Icon name="plus" />
            New scratch
          </button>
          <button type="button" class="button" onClick={() => void openNotebookFile(services)}>
            <Icon name="file" />
            Open a notebook file
          </button>
          {services.embed === null && (
            <button type="button" class="button" onClick={() => openAddress(services)}>
              <Icon name="globe" />
              {OPEN_ADDRESS}
            </button>
          )}
        </div>
      </header>
      {fetched === null ? (
        <NotebookStage notebookKey="scratch" />
      ) : (
        <FetchedView fetched={fetched} />
      )}
      <RecentScratches />
    </div>
  );
}

function RecentScratches() {
  const { workspace, toasts } = useServices();
  const notebook = workspace.notebook.value;
  const [recent, setRecent] = useState<readonly ScratchSummary[]>([]);
  useEffect(() => {
    let here = true;
    workspace.recentScratches().then(
      (list) => here && setRecent(list.filter(({ current }) => !current)),
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, [notebook]);
  if (recent.length === 0) return null;
  const open = (id: string) =>
    workspace
      .openRecentScratch(id)
      .catch((error: unknown) => toasts.show("error", messageOf(error)));
  return (
    <section class="recent" aria-labelledby="recent-title">
      <h2 id="recent-title">Set aside</h2>
      <ul>
        {recent.map(({ id, title, cells, updated }) => (
          <li key={id}>
            <button type="button" class="recent-open" onClick={() => void open(id)}>
              <b>{title || "Untitled"}</b>
              <span class="dim">
                {countOf(cells, "cell")}, {formatDay(updated)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
