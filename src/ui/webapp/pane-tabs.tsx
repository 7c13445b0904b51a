import type { PaneTab } from "../pane.ts";
import { lazyView } from "../lazy-view.tsx";
import { PreviewTab } from "./preview-tab.tsx";

const RequestTab = lazyView(() => import("./request-tab.tsx").then((module) => module.RequestTab));
const ClientsTab = lazyView(() => import("./clients-tab.tsx").then((module) => module.ClientsTab));
const DatabaseTab = lazyView(() =>
  import("./database-tab.tsx").then((module) => module.DatabaseTab),
);
const FilesTab = lazyView(() => import("./files-tab.tsx").then((module) => module.FilesTab));

/** A tab of the pane. Its view takes the room below the tabs and scrolls by itself. */
export interface TabEntry {
  readonly id: PaneTab;
  readonly label: string;
  readonly view: () => preact.JSX.Element | null;
}

/** The tabs, in their order. The preview is always there: its page must not be loaded anew. */
export const TABS: readonly TabEntry[] = [
  { id: "preview", label: "Preview", view: PreviewTab },
  { id: "request", label: "Request", view: () => <RequestTab /> },
  { id: "clients", label: "Clients", view: () => <ClientsTab /> },
  { id: "database", label: "Database", view: () => <DatabaseTab /> },
  { id: "files", label: "Files", view: () => <FilesTab /> },
];
