import type { PageDoor } from "./page-door.ts";

const KEY = "routebook:wrong-session";
/** Times that a page is asked for again before it is left as it is. */
const MOST = 3;

/**
 * False where the page was answered by another tab's app and is asked for once more: the service
 * worker had to guess whose a request was.
 */
export function belongsHere(session: string, door: PageDoor | null, page: Window): boolean {
  if (door === null || door.session === session) {
    forget(page);
    return true;
  }
  const times = Number(recall(page));
  if (times >= MOST) return true;
  keep(page, String(times + 1));
  door.leaving(page, page.location.href);
  page.stop();
  page.location.reload();
  return false;
}

// The frames of a tab share its storage.
function keyFor(page: Window): string {
  return `${KEY} ${page.location.pathname}`;
}

// Storage may be refused to a page.
function recall(page: Window): string | null {
  try {
    return page.sessionStorage.getItem(keyFor(page));
  } catch {
    return String(MOST);
  }
}

function keep(page: Window, value: string): void {
  try {
    page.sessionStorage.setItem(keyFor(page), value);
  } catch {
    // Then `recall` ends it.
  }
}

function forget(page: Window): void {
  try {
    if (page.sessionStorage.getItem(keyFor(page)) !== null)
      page.sessionStorage.removeItem(keyFor(page));
  } catch {
    // Nothing was kept.
  }
}
