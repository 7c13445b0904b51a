import { effect, type ReadonlySignal } from "@preact/signals-core";
import type { KernelClient } from "../runtime/kernel-client.ts";
import { createAppStatus } from "./app-status.ts";
import { createClients } from "./clients.ts";
import { createDatabases } from "./databases.ts";
import { createHttpTool } from "./http-tool.ts";
import type { WebApp } from "./model.ts";
import { createRequestLog, type KernelPhase } from "./request-log.ts";

/** What the learner's app is seen through, and the notebook it is made in. */
export interface WebAppOptions {
  readonly kernel: KernelClient;
  /** Key of the open notebook; with another one everything begins anew. */
  readonly notebook: ReadonlySignal<string | null>;
  readonly phase: ReadonlySignal<KernelPhase>;
  /** Names of the clients whose requests stand in the notebook. */
  readonly clients: ReadonlySignal<readonly string[]>;
  /** Whether the notebook may have a web app: then the kernel is asked for it after each run. */
  readonly wanted: ReadonlySignal<boolean>;
}

/** The learner's web app, as the page knows it; there is one. */
export function createWebApp(options: WebAppOptions): WebApp {
  const { kernel, phase, notebook } = options;
  const status = createAppStatus(options);
  const log = createRequestLog({ kernel, phase });
  const databases = createDatabases({ kernel });
  const clients = createClients({ kernel, phase, lesson: options.clients });
  const tool = createHttpTool({ kernel, active: clients.active, origin: status.origin });
  effect(() => {
    void notebook.value;
    status.forget();
    log.clear();
    databases.forget();
    clients.forget();
    tool.forget();
  });
  return { status, log, databases, clients, tool };
}
