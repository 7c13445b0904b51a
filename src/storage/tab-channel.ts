/** Tells the other tabs of this site which key changed. A tab does not hear itself. */
export interface TabChannel {
  post(key: string): void;
  listen(listener: (key: string) => void): void;
}

/** A BroadcastChannel of that name; silent where the browser has none or refuses it. */
export function openTabChannel(name: string): TabChannel {
  const channel = tryOpen(name);
  return {
    post(key) {
      channel?.postMessage(key);
    },
    listen(listener) {
      channel?.addEventListener("message", (event: MessageEvent<unknown>) => {
        if (typeof event.data === "string") listener(event.data);
      });
    },
  };
}

function tryOpen(name: string): BroadcastChannel | null {
  try {
    return new BroadcastChannel(name);
  } catch {
    // Opaque origins (sandboxed frames) may not talk to other tabs; one tab then knows itself only.
    return null;
  }
}
