import { describe, expect, it } from "vitest";
import { createFileStore } from "../../src/storage/file-store.ts";
import { createMemoryStore } from "../../src/storage/memory-store.ts";
import { joinFiles, mergeFiles } from "../../src/storage/merge-files.ts";
import { normalizeRecord } from "../../src/storage/normalize-record.ts";
import { EMPTY_RECORD, type StoredFile } from "../../src/storage/schema.ts";

const EARLY = "2026-11-22T10:00:00.000Z";
const LATE = "2026-11-22T11:00:00.000Z";

function file(path: string, text: string, at = EARLY): StoredFile {
  return { path, text, at };
}

const texts = (files: readonly StoredFile[]) => files.map(({ path, text }) => `${path} ${text}`);

describe("mergeFiles", () => {
  const base = [file("a.py", "a"), file("b.py", "b")];

  it("takes from each side what only that side changed, added or removed", () => {
    const mine = [file("a.py", "mine", LATE), file("b.py", "b"), file("new-here.py", "h")];
    const theirs = [file("a.py", "a"), file("new-there.py", "t")];
    expect(texts(mergeFiles(base, mine, theirs))).toEqual([
      "a.py mine",
      "new-here.py h",
      "new-there.py t",
    ]);
  });

  it.each([
    [EARLY, LATE, "theirs"],
    [LATE, EARLY, "mine"],
  ])("of two texts the newer wins (%s, %s)", (mineAt, theirsAt, winner) => {
    const merged = mergeFiles(
      [file("a.py", "a")],
      [file("a.py", "mine", mineAt)],
      [file("a.py", "theirs", theirsAt)],
    );
    expect(texts(merged)).toEqual([`a.py ${winner}`]);
  });

  it("a change wins over a removal", () => {
    expect(texts(mergeFiles([file("a.py", "a")], [], [file("a.py", "changed")]))).toEqual([
      "a.py changed",
    ]);
  });

  it("joining loses nothing", () => {
    const joined = joinFiles([file("a.py", "old"), file("x.py", "x")], [file("a.py", "new", LATE)]);
    expect(texts(joined)).toEqual(["a.py new", "x.py x"]);
  });
});

describe("files of a record", () => {
  it("are none in a record that knew of none", () => {
    const { files: _files, ...former } = EMPTY_RECORD;
    expect(normalizeRecord(former)?.files).toEqual([]);
  });

  it("are left out where they make no sense", () => {
    const good = file("app/models.py", "x");
    const bad = [
      file("../escape.py", "x"),
      file("data/x.csv", "x"),
      { path: "a.py" },
      { path: 3, text: "x" },
      null,
    ];
    expect(normalizeRecord({ ...EMPTY_RECORD, files: [...bad, good] })?.files).toEqual([good]);
    expect(normalizeRecord({ ...EMPTY_RECORD, files: "x" })?.files).toEqual([]);
  });
});

describe("createFileStore", () => {
  const bytes = new Uint8Array([1, 0, 255]);

  it("gives back what was put in, and not what was taken out", async () => {
    const store = createFileStore(createMemoryStore());
    await store.change("lesson:a", [{ path: "x.db", bytes, own: false }], []);
    await store.change("lesson:a", [{ path: "y.png", bytes, own: true }], ["x.db"]);
    expect(await store.read("lesson:a")).toEqual([{ path: "y.png", bytes, own: true }]);
    expect(await store.read("lesson:b")).toEqual([]);
  });

  it("leaves alone what another tab put there", async () => {
    const values = createMemoryStore();
    const [here, there] = [createFileStore(values), createFileStore(values)];
    await here.change("lesson:a", [{ path: "here.db", bytes, own: false }], []);
    await there.change("lesson:a", [{ path: "there.db", bytes, own: false }], []);
    const paths = (await here.read("lesson:a")).map(({ path }) => path);
    expect(paths).toEqual(["here.db", "there.db"]);
  });

  it("reads nothing from what is no such record", async () => {
    const store = createFileStore(
      createMemoryStore([
        ["files:a", { files: [{ path: "x", bytes: "text" }, 7, { bytes }, { path: "", bytes }] }],
        ["files:b", "nonsense"],
      ]),
    );
    expect(await store.read("a")).toEqual([]);
    expect(await store.read("b")).toEqual([]);
    expect([...(await store.sizes())]).toEqual([]);
  });
});
