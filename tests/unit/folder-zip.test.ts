import { strToU8 } from "fflate";
import { describe, expect, it } from "vitest";
import { type FolderFile, zipFolder } from "../../src/lesson/folder-zip.ts";
import { readZip, ZIP_LIMITS } from "../../src/lesson/read-zip.ts";

function file(path: string, text = "x", size = text.length): FolderFile {
  return { path, size, bytes: async () => strToU8(text) };
}

async function pathsOf(name: string, ...files: readonly FolderFile[]): Promise<readonly string[]> {
  const zipped = await zipFolder(name, files);
  if (zipped.kind === "refused") throw new Error(zipped.message);
  const read = readZip(zipped.bytes);
  if (read.kind === "refused") throw new Error(read.message);
  return [...read.files, ...read.others].map(({ path }) => path);
}

describe("zipFolder(name, files)", () => {
  it("is read as a zip of the folder would be", async () => {
    expect(await pathsOf("shop", file("app.py"), file("data/a.csv"))).toEqual([
      "app.py",
      "data/a.csv",
    ]);
    expect(await pathsOf("shop", file("__init__.py"))).toEqual(["shop/__init__.py"]);
    expect(await pathsOf("data", file("a.csv"))).toEqual(["data/a.csv"]);
  });

  it.each([
    ["nothing in it", []],
    ["more than 20 MB", [file("a", "x", ZIP_LIMITS.all), file("b")]],
    ["500 files", Array.from({ length: ZIP_LIMITS.files + 1 }, (_, at) => file(`${at}`))],
  ])("refuses one with %s, and reads nothing", async (_what, files) => {
    const unread = files.map((one) => ({ ...one, bytes: () => Promise.reject(new Error("read")) }));
    const zipped = await zipFolder("shop", unread);
    expect(zipped).toMatchObject({
      kind: "refused",
      message: expect.stringMatching(/no file in the folder shop|The folder shop holds more than/),
    });
  });

  it("says so where a file cannot be read", async () => {
    const gone: FolderFile = { ...file("a"), bytes: () => Promise.reject(new Error("gone")) };
    expect(await zipFolder("shop", [gone])).toMatchObject({
      message: "The folder shop cannot be read. Drop it again, or a .zip file of it.",
    });
  });
});
