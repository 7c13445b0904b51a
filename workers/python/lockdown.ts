/** Names of the worker's global object that learner code must not reach (DESIGN, "Security"). */
const FORBIDDEN = [
  "indexedDB",
  "caches",
  "cookieStore",
  "BroadcastChannel",
  "Worker",
  "SharedWorker",
  "WebSocket",
  "WebSocketStream",
  "WebTransport",
  "EventSource",
  "XMLHttpRequest",
  "fetch",
  "importScripts",
  "Notification",
  "RTCPeerConnection",
  "FileSystemHandle",
  "FileSystemDirectoryHandle",
  "FileSystemFileHandle",
  "StorageManager",
  "ServiceWorkerContainer",
  "LockManager",
  "IDBFactory",
  "CacheStorage",
] as const;

const FORBIDDEN_OF_NAVIGATOR = ["storage", "serviceWorker", "locks", "usb", "hid", "serial"];

/** What `import js` sees: names that compute, and none that reach the page, the network or a store. */
export function harmlessGlobals(scope: typeof globalThis): object {
  const names = [
    "AbortController",
    "AbortSignal",
    "Array",
    "ArrayBuffer",
    "BigInt",
    "Boolean",
    "Date",
    "Error",
    "Intl",
    "JSON",
    "Map",
    "Math",
    "Number",
    "Object",
    "Promise",
    "RegExp",
    "Set",
    "String",
    "Symbol",
    "TextDecoder",
    "TextEncoder",
    "URL",
    "URLSearchParams",
    "Uint8Array",
    "clearInterval",
    "clearTimeout",
    "console",
    "eval",
    "performance",
    "queueMicrotask",
    "setInterval",
    "setTimeout",
    "structuredClone",
  ];
  const globals: Record<string, unknown> = {};
  for (const name of names) {
    const value: unknown = Reflect.get(scope, name);
    globals[name] = isPlainFunction(name, value) ? value.bind(scope) : value;
  }
  return globals;
}

function isPlainFunction(name: string, value: unknown): value is (...args: unknown[]) => unknown {
  return typeof value === "function" && /^[a-z]/.test(name);
}

/**
 * Takes the dangerous names away for good, from the object and from its
 * prototypes, where most of them live. Call it after Pyodide has started and
 * what our own code needs was taken aside, before the first line of the learner.
 */
export function lockDown(scope: object): void {
  strip(scope, FORBIDDEN);
  const navigator: unknown = Reflect.get(scope, "navigator");
  if (typeof navigator === "object" && navigator !== null) strip(navigator, FORBIDDEN_OF_NAVIGATOR);
}

function strip(target: object, names: readonly string[]): void {
  for (const name of names) {
    let holder: object | null = target;
    while (holder !== null) {
      if (Object.hasOwn(holder, name)) Reflect.deleteProperty(holder, name);
      holder = Object.getPrototypeOf(holder) as object | null;
    }
    if (Reflect.has(target, name)) {
      Object.defineProperty(target, name, { value: undefined, writable: false });
    }
  }
}
