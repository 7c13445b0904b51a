import { effect, signal, type ReadonlySignal } from "@preact/signals";
import type { Workspace } from "../../notebook/workspace.ts";
import { lessonHref, parseRoute, type Route } from "./route.ts";

/** The current route; it follows the address. */
export interface Router {
  readonly route: ReadonlySignal<Route>;
  /** Goes to a hash; `replace` leaves no entry in the history. */
  go(href: string, replace?: boolean): void;
}

/** Follows the address of the given window. */
export function createRouter(page: Window = window): Router {
  const route = signal(parseRoute(page.location.hash));
  const read = () => {
    route.value = parseRoute(page.location.hash);
  };
  page.addEventListener("hashchange", read);
  return {
    route,
    go(href, replace = false) {
      if (page.location.hash === href) return;
      if (replace) {
        page.history.replaceState(null, "", href);
        read();
      } else {
        page.location.hash = href;
      }
    },
  };
}

/**
 * Keeps the open notebook and the address together: a new address opens its notebook, and a
 * notebook opened otherwise (by import, or by an embedding page) takes the address with it.
 */
export function joinRouterAndWorkspace(router: Router, workspace: Workspace): void {
  effect(() => {
    const route = router.route.value;
    const open = workspace.notebook.peek()?.key;
    // How an opening ended is told by `workspace.opening`, which the page shows.
    const ignore = () => undefined;
    if (route.kind === "lesson") {
      if (open !== `lesson:${route.path}`) workspace.openLesson(route.path).catch(ignore);
    } else if (route.kind === "shared") {
      workspace.openLink(route.link).catch(ignore);
    } else if (route.kind === "scratch") {
      // What another host sent is read there before it is the scratch notebook.
      const isRead = workspace.opening.peek().kind === "fetched";
      if (open !== "scratch" && !isRead) workspace.openScratch().catch(ignore);
    } else {
      workspace.closeNotebook().catch(ignore);
    }
  });
  const goToLesson = (path: string) => {
    const route = router.route.peek();
    // The address may say more of how it is to be shown.
    if (route.kind !== "lesson" || route.path !== path) router.go(lessonHref(path));
  };
  effect(() => {
    const key = workspace.notebook.value?.key;
    const isFetched = workspace.opening.value.kind === "fetched";
    if (key === "scratch" || isFetched) router.go("#/scratch");
    else if (key?.startsWith("lesson:")) goToLesson(key.slice("lesson:".length));
  });
}
