import { describe, expect, it } from "vitest";
import { recheckKernel } from "../../src/classroom/recheck-kernel.ts";
import { submissionCode } from "../../src/classroom/submission-code.ts";
import { LESSON, work, type Work } from "./support/class-files.ts";
import { FakeKernel } from "./support/fake-kernel.ts";

describe("submissionCode(lesson, result)", () => {
  const cells = LESSON.blocks.filter((block) => block.kind === "python" && !("raises" in block));
  const [first = "", between = ""] = cells.map((block) => ("id" in block ? block.id : ""));
  const code = (done: Work) => submissionCode(LESSON, work(done));
  const edit = (source: string) => ({ edit: { source } });

  it("runs setup and the earlier cells first, as the notebook does", () => {
    const [, two] = code({}).exercises;
    expect(two?.before.map(({ label, code: text }) => [label, text.trim()])).toEqual([
      ["cell 2", "setup = 0"],
      ["cell 1", "first = 1"],
      ["cell 5", "between = 2"],
    ]);
    expect(two).toMatchObject({
      code: { cell: "two", label: "cell 6" },
      changed: [],
      tried: false,
    });
    expect(two?.check?.trim()).toBe("assert two");
  });

  it("takes the learner's cells, and says which are changed or added", () => {
    const { exercises } = code({
      cells: { [between]: edit("between = 3"), mine: edit("helper = 1"), lost: edit("lost = 1") },
      record: {
        own: [
          { id: "mine", kind: "python", afterCell: first },
          { id: "lost", kind: "python", afterCell: "gone-1" },
        ],
      },
    });
    expect(exercises[1]?.before.map(({ code: text }) => text.trim())).toEqual([
      "setup = 0",
      "first = 1",
      "helper = 1",
      "between = 3",
    ]);
    expect(exercises.map(({ changed }) => changed)).toEqual([
      ["cell 2"],
      ["cell 2", "cell 6"],
      ["cell 2", "cell 6"],
    ]);
  });

  it("lets no file bring checks, kinds or what raises of its own", () => {
    const result = work({ code: { one: "pass" } });
    const forged = {
      ...result,
      cells: [
        { id: "one", source: "forged" },
        { id: "none", source: "x" },
      ],
    };
    const { exercises } = submissionCode(LESSON, forged);
    expect(exercises.map(({ id }) => id)).toEqual(["one", "two", "three"]);
    expect(exercises[0]).toMatchObject({ code: { code: "pass" }, check: "assert one" });
  });

  it("takes the learner's text of the lesson's files, and files of the learner's own", () => {
    const file = LESSON.blocks.find((block) => block.kind === "file")?.id ?? "";
    const { files } = code({
      cells: { [file]: edit("MODEL = 2") },
      record: {
        files: [
          { path: "a.txt", text: "A" },
          { path: "app/models.py", text: "not this" },
        ],
      },
    });
    const texts = files.map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]);
    expect(Object.fromEntries(texts)).toEqual({ "a.txt": "A", "app/models.py": "MODEL = 2" });
  });
});

describe("recheckKernel(kernel)", () => {
  it("makes Python as new for each submission", async () => {
    const kernel = new FakeKernel();
    await recheckKernel(kernel).prepare(["flask"], [{ path: "a.txt", bytes: new Uint8Array() }]);
    expect(kernel.log).toEqual(["restart fresh flask", "write a.txt"]);
  });

  it("answers input() with the end of the file, until it is closed", async () => {
    const kernel = new FakeKernel();
    const answers: (string | null)[] = [];
    kernel.answer = async (line) => void answers.push(line);
    const checks = recheckKernel(kernel);
    kernel.emit({ type: "input", run: 1, prompt: "Name?", password: false });
    checks.close();
    kernel.emit({ type: "input", run: 1, prompt: "Name?", password: false });
    expect(answers).toEqual([null]);
  });
});
