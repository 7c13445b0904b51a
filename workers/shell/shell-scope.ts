import type { ShellManifest } from "../../src/shared/site-files.ts";

/**
 * The parts of the service worker's world that the shell's uses
 * (https://w3c.github.io/ServiceWorker/), as interfaces: its modules are also compiled where the
 * page's types are.
 */

export interface ShellClient {
  readonly url: string;
  postMessage(message: unknown, transfer?: Transferable[]): void;
}

export interface ShellClients {
  matchAll(options: {
    readonly type: "window";
    readonly includeUncontrolled: true;
  }): Promise<readonly ShellClient[]>;
  claim(): Promise<void>;
}

export interface ShellRegistration {
  /** Address of the folder below which this worker answers, with a slash at its end. */
  readonly scope: string;
  readonly installing: unknown;
  readonly waiting: unknown;
  update(): Promise<unknown>;
}

export interface ShellLifeEvent {
  readonly type: string;
  waitUntil(work: Promise<unknown>): void;
}

/** Files that the browser looks for in that cache without asking the service worker. */
export interface StaticRoute {
  readonly condition: {
    readonly or: readonly {
      readonly urlPattern: { readonly pathname: string; readonly search: "" };
    }[];
  };
  readonly source: { readonly cacheName: string };
}

export interface ShellInstallEvent extends ShellLifeEvent {
  /** Chromium's alone, so far (https://w3c.github.io/ServiceWorker/#dom-installevent-addroutes). */
  addRoutes?(routes: readonly StaticRoute[]): Promise<void>;
}

export interface ShellFetchEvent extends ShellLifeEvent {
  readonly request: Request;
  respondWith(answer: Response | Promise<Response>): void;
}

/** The worker's global object. */
export interface ShellScope {
  readonly routebookShell: ShellManifest;
  readonly caches: CacheStorage;
  readonly clients: ShellClients;
  readonly navigator: {
    readonly locks: LockManager;
    /** Absent in some private windows. */
    readonly storage?: StorageManager;
  };
  readonly registration: ShellRegistration;
  fetch(request: Request): Promise<Response>;
  skipWaiting(): Promise<void>;
  addEventListener(type: "install", listener: (event: ShellInstallEvent) => void): void;
  addEventListener(type: "activate", listener: (event: ShellLifeEvent) => void): void;
  addEventListener(type: "fetch", listener: (event: ShellFetchEvent) => void): void;
  addEventListener(type: "message", listener: (event: ShellMessageEvent) => void): void;
}

export interface ShellMessageEvent extends ShellLifeEvent {
  readonly data: unknown;
  readonly ports: readonly MessagePort[];
}
