import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { figuresIn, gather, readReport } from "../../scripts/bench/report.ts";

describe("gather", () => {
  it("puts the runs of one figure together", () => {
    expect(gather([{ ours: 1, theirs: 5 }, { ours: 2 }]).values).toEqual({
      ours: [1, 2],
      theirs: [5],
    });
  });

  it("keeps the reason of a run without a number apart", () => {
    expect(gather([{ ours: 1 }, { ours: "the network was there." }])).toEqual({
      values: { ours: [1] },
      absent: { ours: "the network was there." },
    });
  });
});

describe("figuresIn", () => {
  it("has those that were measured, and those that could not be", () => {
    const figures = ["measured", "impossible", "of another scenario"].map(
      (name) => ({ name, unit: "ms" }) as const,
    );
    const results = { values: { measured: [1] }, absent: { impossible: "it is." } };
    expect(figuresIn(figures, results).map(({ name }) => name)).toEqual(["measured", "impossible"]);
  });
});

describe("readReport", () => {
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "routebook-report-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function fileWith(text: string): Promise<string> {
    const file = join(folder, "result.json");
    await writeFile(file, text);
    return file;
  }

  const FIRST_FORMAT = {
    format: 1,
    date: "2026-01-02T03:04:05.678Z",
    machine: "a machine, 2 cores",
    browser: "Chromium 1",
    profile: "local",
    runs: 3,
    values: { ours: [1, 2, 3] },
  };

  it("reads results of the first format", async () => {
    expect(await readReport(await fileWith(JSON.stringify(FIRST_FORMAT)))).toEqual({
      format: 2,
      date: "2026-01-02T03:04:05.678Z",
      machine: "a machine, 2 cores",
      browser: "Chromium 1",
      command: "npm run bench",
      runs: 3,
      values: { ours: [1, 2, 3] },
      absent: {},
      failures: [],
    });
  });

  it("says which file is none", async () => {
    for (const text of ["{}", "[]", "null", "no JSON", JSON.stringify({ format: 3 })]) {
      const file = await fileWith(text);
      await expect(readReport(file)).rejects.toThrow(`${file} is not a result of this benchmark`);
    }
  });

  it("says which file is missing", async () => {
    const file = join(folder, "nowhere.json");
    await expect(readReport(file)).rejects.toThrow(file);
  });
});
