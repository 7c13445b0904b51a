import { describe, expect, it } from "vitest";
import { classTables } from "../../src/classroom/class-tables.ts";
import { readSubmission } from "../../src/classroom/submission.ts";
import { resultText } from "../../src/classroom/write-result.ts";
import { dropped, NOON, PATH, work } from "./support/class-files.ts";

const later = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000);

async function tables(...files: Parameters<typeof dropped>[]) {
  return classTables(await Promise.all(files.map((file) => readSubmission(dropped(...file)))));
}

describe("classTables(submissions)", () => {
  it("makes a row a learner, in the order of names", async () => {
    const found = await tables(
      ["c", work({ name: "zoë" })],
      ["a", work({ name: "Pupil 10" })],
      ["b", work({ name: "Pupil 9" })],
    );
    expect(found.tables).toHaveLength(1);
    expect(found.tables[0]).toMatchObject({ path: PATH, title: "Your first route" });
    expect(found.tables[0]?.rows.map(({ learner }) => learner)).toEqual([
      "Pupil 9",
      "Pupil 10",
      "zoë",
    ]);
  });

  it("takes a learner's newest file, and shows the others as earlier ones", async () => {
    const found = await tables(
      ["second", work({ name: "ann  SMITH", date: later(5), code: { one: "2" } })],
      ["first", work({ date: later(0) })],
      ["third", work({ date: later(9), code: { one: "3" } })],
    );
    const [row, ...others] = found.tables[0]?.rows ?? [];
    expect(others).toEqual([]);
    expect(row).toMatchObject({ file: "third", learner: "Ann Smith" });
    expect(row?.earlier.map(({ file }) => file)).toEqual(["second", "first"]);
  });

  it("takes the one dropped later of two of one moment", async () => {
    const found = await tables(
      ["a", work({ code: { one: "1" } })],
      ["b", work({ code: { one: "2" } })],
    );
    expect(found.tables[0]?.rows[0]?.file).toBe("b");
  });

  it("tells the same file twice, under another name and in another layout too", async () => {
    const result = work();
    const again = JSON.stringify(JSON.parse(resultText(result)));
    const found = await tables(["a.json", result], ["a (1).json", again], ["b.json", result]);
    expect(found.tables[0]?.rows).toHaveLength(1);
    expect(found.tables[0]?.rows[0]).toMatchObject({
      file: "a.json",
      copies: ["a (1).json", "b.json"],
      earlier: [],
    });
  });

  it("never takes files without a name for one learner's", async () => {
    const found = await tables(
      ["a", work({ name: " ", code: { one: "1" } })],
      ["b", work({ name: "", code: { one: "2" } })],
    );
    expect(found.tables[0]?.rows.map(({ earlier }) => earlier.length)).toEqual([0, 0]);
  });

  it("makes a table a lesson, and lists what could not be read", async () => {
    const other = work();
    const found = await tables(
      ["a", work()],
      ["b", { ...other, lesson: { ...other.lesson, path: "a/01-b" } }],
      ["c", "nonsense"],
    );
    expect(found.tables.map(({ path }) => path)).toEqual(["a/01-b", PATH]);
    expect(found.refused).toEqual([
      { file: "c", message: expect.stringContaining("no result file") },
    ]);
  });

  it("gives a row the same key whatever else is there", async () => {
    const alone = await tables(["a", work()]);
    const among = await tables(["b", work({ name: "Bo" })], ["a", work()]);
    expect(among.tables[0]?.rows.map(({ key }) => key)).toContain(alone.tables[0]?.rows[0]?.key);
  });

  it("makes nothing of nothing", () => {
    expect(classTables([])).toEqual({ tables: [], refused: [] });
  });
});
