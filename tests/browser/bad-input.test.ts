import { describe, expect } from "vitest";
import { test } from "./support/fixtures.ts";
import type { LessonView } from "./support/lesson-view.ts";

/** Code that goes wrong in its own way, and words that the learner then reads. */
const PROGRAMS: readonly (readonly [what: string, code: string, words: RegExp])[] = [
  [
    "10 MB printed in a loop",
    'for number in range(200_000):\n    print("x" * 50)',
    /[\d,]+ characters not shown/,
  ],
  ["a 50 MB string as result", '"x" * 50_000_000', /[\d,]+ characters not shown/],
  ["sys.exit()", "import sys\nsys.exit()", /ended itself/],
  ["sys.exit with a message", 'import sys\nsys.exit("enough")', /enough/],
  ["os._exit(1)", "import os\nos._exit(1)", /SystemExit|ended itself/],
  ["raise KeyboardInterrupt", "raise KeyboardInterrupt", /KeyboardInterrupt|stopped itself/],
  ["plain recursion", "def deep(): return deep()\ndeep()", /RecursionError/],
  [
    "recursion through C code",
    "def deep(_): return sorted([1, 2], key=deep)\ndeep(0)",
    /RecursionError|died|started anew/,
  ],
  ["del __builtins__", "del __builtins__\nlen([1])", /./],
  ["a name of Python given another value", 'print = 5\nprint("hello")', /TypeError/],
  ["a syntax error", "for in range(3):\n    pass", /SyntaxError/],
  ["an unclosed bracket", "print((1 + 2)", /SyntaxError/],
  [
    "a 1 GB allocation",
    "block = bytearray(1_000_000_000)\nlen(block)",
    /MemoryError|1000000000|died/,
  ],
  [
    "an exception whose text fails",
    "class Odd(Exception):\n    def __str__(self): raise ValueError\nraise Odd",
    /Odd/,
  ],
  [
    "an object that cannot show itself",
    "class Odd:\n    def __repr__(self): raise ValueError('no')\nOdd()",
    /ValueError|Odd/,
  ],
  ["closing the standard streams", 'import sys\nsys.stdout.close()\nprint("after")', /./],
];

/** The notebook still works: another cell runs, and what was typed is there. */
async function expectUsable(view: LessonView): Promise<void> {
  const cell = view.cell(2);
  await cell.run();
  expect(await cell.text()).toBe("still here");
  const sources = (await view.api.cells()).map(({ source }) => source);
  expect(sources[1]).toBe('print("still here")');
}

describe("programs that go wrong", () => {
  test.for(PROGRAMS)("%s", async ([, code, words], { visit }) => {
    const visitor = await visit();
    const view = await visitor.open("#/scratch");
    await view.scratch(code, "pass");
    await view.cell(2).type('print("still here")');
    await view.cell(1).run();
    expect(await view.cell(1).text()).toMatch(words);
    await expectUsable(view);
  });

  test("while True: pass leaves the page alive", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await view.scratch("while True: pass", 'print("still here")');
    await view.cell(1).start();
    await view.cell(2).type('print("still here")');
    await view.page.getByRole("button", { name: /^(Dark|Light) theme$/ }).click();
    await view.cell(1).button("Stop").click();
    await view.cell(1).button("Run").waitFor();
    await expectUsable(view);
  });

  test("a flood of prints leaves the page alive and can be stopped", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await view.scratch('while True: print("flood " * 20)', 'print("still here")');
    await view.cell(1).start();
    await view.cell(1).output.getByText("flood").first().waitFor();
    await view.cell(1).button("Stop").click();
    await view.cell(1).button("Run").waitFor();
    await expectUsable(view);
  });
});

describe("what a tab cannot do is said in a sentence", () => {
  test.for([
    ["threads", "import threading\nthreading.Thread(target=print).start()", /thread/i],
    ["subprocesses", "import subprocess\nsubprocess.run(['ls'])", /tab/i],
    ["sockets", "import socket\nsocket.create_connection(('127.0.0.1', 80))", /tab/i],
    ["an unknown package", "import tensorflow", /There is no module tensorflow here/],
    [
      "app.run()",
      "from flask import Flask\napp = Flask(__name__)\napp.run()",
      /is served in this tab.*requests\.get/s,
    ],
  ] as const)("%s", async ([, code, words], { visit }) => {
    const view = await (await visit()).open("#/scratch");
    await view.scratch(code);
    await view.cell(1).run();
    expect(await view.cell(1).text()).toMatch(words);
  });
});
