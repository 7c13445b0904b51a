import type { Notebook } from "../../notebook/model.ts";
import { lazyView } from "../lazy-view.tsx";
import { useServices } from "../services.ts";

const TimeLeft = lazyView(() => import("../share/time-left.tsx").then((module) => module.TimeLeft));

/** The time that is left where a link gave the notebook a limit, from the reader's agreement on. */
export function NotebookClock({ notebook }: { readonly notebook: Notebook }) {
  const limit = useServices().workspace.foreign.value?.shared.options.limit ?? null;
  const { agreed } = notebook;
  if (limit === null || agreed === null) return null;
  return <TimeLeft key={agreed} agreed={agreed} limit={limit} />;
}
