/**
 * What the bridge offers to the shims of its pages, which are of its own origin. A learner's script
 * may call it as well: it gives nothing that a page of the app has not got.
 */
export interface PageDoor {
  readonly session: string;
  /** The app's origin, as the learner knows it. */
  readonly appOrigin: string;
  /** True for the page itself, false for a frame within it. */
  isMain(page: Window): boolean;
  /** A document begins in that window; `status` is that of its answer. */
  begun(page: Window, status: number): void;
  /** That window leaves for that address of the preview. */
  leaving(page: Window, url: string): void;
  /** `document.cookie` of the page at that address of the preview. */
  cookies(url: string): string;
  setCookie(url: string, text: string): void;
  /** Takes the gateway's end of a WebSocket (shared/http.ts). */
  connect(port: MessagePort): void;
}

/** Where the door is in the bridge's window. */
export interface BridgeWindow extends Window {
  routebookBridge?: PageDoor;
}

/**
 * The door of a page's bridge: that of the nearest window around it that has one, or around the
 * window that opened it. Null where the bridge is gone.
 */
export function findDoor(page: Window): PageDoor | null {
  for (let opener: Window | null = page; opener !== null; opener = openerOf(opener)) {
    for (let around: Window = opener; ; around = around.parent) {
      const door = doorIn(around);
      if (door !== null) return door;
      if (around.parent === around) break;
    }
  }
  return null;
}

function doorIn(page: Window): PageDoor | null {
  try {
    return (page as BridgeWindow).routebookBridge ?? null;
  } catch {
    // A window of another origin: the shell.
    return null;
  }
}

function openerOf(page: Window): Window | null {
  try {
    const opener: unknown = page.opener ?? page.top?.opener ?? null;
    return opener as Window | null;
  } catch {
    return null;
  }
}
