import { expect, test } from "vitest";
import { diskPackSource } from "../../scripts/node-kernel.ts";
import { ensureShippedPacks, ownSources, shippedFiles } from "../../scripts/packs/own-package.ts";
import { packedOwnFiles } from "../../workers/python/own-package.ts";
import { bootWithOwn, ownSourceList, startOwnKernel } from "./support/own-kernel.ts";

const shipped = await ensureShippedPacks();
const source = diskPackSource(shipped.dir, shipped.indexFile);

test("every module of the kernel is in the pack, compiled", async () => {
  const packed = await packedOwnFiles(shipped.index, source);
  const expected = [...ownSources().keys()].map((path) => `${path}c`);
  expect(packed.map(({ path }) => path).toSorted()).toEqual(expected.toSorted());
});

test("the pack is shipped and is none of the learner's packages", async () => {
  const { own, packs } = shipped.index;
  expect(shippedFiles(shipped)).toContain(own?.file);
  expect(Object.keys(packs)).not.toContain("routebook");
  expect(await source.index()).toEqual(shipped.index);
});

// What is told of an error depends on files and lines: the learner's, never the kernel's own.
test("compiled code tells what happened as its source does", { timeout: 300_000 }, async () => {
  const compiled = await bootWithOwn(await packedOwnFiles(shipped.index, source));
  const plain = await bootWithOwn(ownSourceList());
  const kernels = [startOwnKernel(compiled), startOwnKernel(plain)] as const;
  for (const code of [
    "def inner():\n    return missing\n\nprint('before')\ninner()",
    "import json\njson.loads('{')",
    "display(1, update=True)",
    "print({1: [2]})\n{'a': 1}",
  ]) {
    const [one, other] = await Promise.all(kernels.map((kernel) => kernel.run(code)));
    const told = (ran: typeof one): object => ({ ...ran, result: { ...ran?.result, ms: 0 } });
    expect(told(one), code).toEqual(told(other));
  }
});
