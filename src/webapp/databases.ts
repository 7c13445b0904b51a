import { signal } from "@preact/signals-core";
import { messageOf } from "../runtime/errors.ts";
import type { KernelClient } from "../runtime/kernel-client.ts";
import type { DatabaseInfo } from "../shared/database.ts";
import type { Databases } from "./model.ts";

export interface DatabasesOptions {
  readonly kernel: Pick<KernelClient, "databases" | "tableRows" | "queryDatabase" | "listen">;
  readonly setTimeout?: (work: () => void, milliseconds: number) => unknown;
}

/** Milliseconds: a page brings several requests, which are one change to whoever looks. */
const CALM = 120;

/**
 * The databases of the kernel. It asks for nothing by itself: whoever shows them follows `revision`
 * and calls `refresh`. `forget` begins anew: another notebook.
 */
export function createDatabases(options: DatabasesOptions): Databases & { forget(): void } {
  const { kernel } = options;
  const later = options.setTimeout ?? ((work, milliseconds) => setTimeout(work, milliseconds));
  const list = signal<readonly DatabaseInfo[]>([]);
  const problem = signal<string | null>(null);
  const revision = signal(0);
  /** Rises with each question: an answer to an older one is dropped. */
  let question = 0;
  let waiting = false;

  function changed(): void {
    if (waiting) return;
    waiting = true;
    later(() => {
      waiting = false;
      revision.value++;
    }, CALM);
  }

  kernel.listen((event) => {
    if (event.type === "request-ended" || event.type === "files") changed();
  });

  return {
    list,
    problem,
    revision,
    async refresh() {
      const mine = ++question;
      try {
        const found = await kernel.databases();
        if (mine !== question) return;
        list.value = found;
        problem.value = null;
      } catch (error) {
        if (mine === question) problem.value = messageOf(error);
      }
    },
    rows: (query) => kernel.tableRows(query),
    async run(database, statement) {
      const outcome = await kernel.queryDatabase(database, statement);
      if (outcome.kind === "changed") changed();
      return outcome;
    },
    forget() {
      question++;
      list.value = [];
      problem.value = null;
    },
  };
}
