import { describe, expect, it } from "vitest";
import type { DatabaseInfo } from "../../src/shared/database.ts";
import { createDatabases } from "../../src/webapp/databases.ts";
import { FakeKernel } from "./support/fake-kernel.ts";

const NOTES: DatabaseInfo = { name: "notes.db", bytes: 8192, tables: [], problem: null };

/** A kernel whose questions for databases are answered by hand. */
class SlowKernel extends FakeKernel {
  readonly asked: ((list: readonly DatabaseInfo[] | Error) => void)[] = [];

  override databases(): Promise<never[]> {
    return new Promise((resolve, reject) => {
      this.asked.push((answer) =>
        answer instanceof Error ? reject(answer) : resolve(answer as never[]),
      );
    });
  }
}

function bench() {
  const kernel = new SlowKernel();
  const timers: (() => void)[] = [];
  const databases = createDatabases({ kernel, setTimeout: (work) => timers.push(work) });
  const pass = () => timers.splice(0).forEach((work) => work());
  return { kernel, databases, pass };
}

describe("createDatabases", () => {
  it("counts changes once for all that come together", () => {
    const { kernel, databases, pass } = bench();
    const changed = [{ path: "notes.db", bytes: new Uint8Array() }];
    kernel.emit({ type: "files", changed });
    kernel.emit({ type: "files", changed });
    expect(databases.revision.value).toBe(0);
    pass();
    expect(databases.revision.value).toBe(1);
    kernel.emit({ type: "files", changed });
    pass();
    expect(databases.revision.value).toBe(2);
  });

  it("asks the kernel only when it is told to", () => {
    const { kernel, pass } = bench();
    kernel.emit({ type: "files", changed: [] });
    pass();
    expect(kernel.asked).toHaveLength(0);
  });

  it("an answer to an older question is dropped", async () => {
    const { kernel, databases } = bench();
    const [older, newer] = [databases.refresh(), databases.refresh()];
    kernel.asked[1]?.([NOTES]);
    await newer;
    kernel.asked[0]?.([]);
    await older;
    expect(databases.list.value).toEqual([NOTES]);
  });

  it("says why there is no list, and keeps the one there was", async () => {
    const { kernel, databases } = bench();
    const first = databases.refresh();
    kernel.asked[0]?.([NOTES]);
    await first;
    const second = databases.refresh();
    kernel.asked[1]?.(new Error("Python was restarted."));
    await second;
    expect(databases.problem.value).toBe("Python was restarted.");
    expect(databases.list.value).toEqual([NOTES]);
  });

  it("a statement that changed something is a change", async () => {
    const { databases, pass } = bench();
    await databases.run("notes.db", "DELETE FROM note");
    pass();
    expect(databases.revision.value).toBe(1);
  });

  it("another notebook has nothing of the former one's", async () => {
    const { kernel, databases } = bench();
    const asked = databases.refresh();
    databases.forget();
    kernel.asked[0]?.([NOTES]);
    await asked;
    expect(databases.list.value).toEqual([]);
  });
});
