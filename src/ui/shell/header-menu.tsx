import type { Notebook } from "../../notebook/model.ts";
import { Menu } from "./menu.tsx";
import { notebookActions, siteActions } from "../notebook/notebook-actions.ts";
import { useServices } from "../services.ts";

/** The menu at the right end of the header. */
export function HeaderMenu({ notebook }: { readonly notebook: Notebook | null }) {
  const services = useServices();
  const actions = [
    ...(notebook ? notebookActions(notebook, services) : []),
    ...siteActions(services),
  ];
  const items = actions.map(({ run, separated, ...action }, index) => ({
    ...action,
    separated: separated === true && index > 0,
    action: run,
  }));
  return <Menu name="More" icon="ellipsis" items={items} />;
}
