import { describe, expect } from "vitest";
import {
  CLASS_LESSON,
  classFile,
  classResult,
  SOLVED,
  thirtyFiles,
} from "./support/class-files.ts";
import { openClass } from "./support/class-view.ts";
import { test } from "./support/fixtures.ts";
import { violations } from "./support/violations.ts";

const ANN = { name: "Ann", code: SOLVED, passed: ["week", "member"] };

describe("a class of thirty, five files of which are forged", () => {
  test(
    "is checked again, and the page says who passed what",
    { timeout: 200_000 },
    async ({ visit }) => {
      const view = await openClass(await visit());
      await view.choose(...thirtyFiles());
      await view.row("Pupil 25").waitFor();
      const names = await view.learners();
      expect(names).toHaveLength(30);
      expect(names.slice(0, 6)).toEqual([
        "Forged 1",
        "Forged 2",
        "Forged 3",
        "Forged 4",
        "Forged 5",
        "Pupil 01",
      ]);
      // Nothing has run, and the page does not take the files' word for it.
      expect((await view.cells("Pupil 02"))[0]).toBe("Not run yet File: 2 of 2");

      await view.runChecks(10);

      expect(await view.cells("Pupil 02")).toEqual([
        "2 of 2 File: 2 of 2",
        expect.stringMatching(/^Here: Passed File: passed 20 Nov, .*; 2 tries$/),
        expect.stringMatching(/^Here: Passed File: passed 20 Nov/),
        "",
      ]);
      expect(await view.cells("Pupil 01")).toEqual([
        "1 of 2 File: 1 of 2",
        expect.stringContaining("Here: Passed"),
        "Here: Not tried File: not tried",
        "",
      ]);
      expect((await view.cells("Pupil 03"))[1]).toBe("Here: Failed File: not passed; 2 tries");
      expect((await view.cells("Pupil 25"))[1]).toContain("Here: Took too long");

      // The five are pointed out, and nobody else is.
      const marked = await Promise.all(
        names.map(async (name) =>
          (await view.cells(name)).at(-1)?.includes("to look at") ? name : "",
        ),
      );
      expect(marked.filter((name) => name !== "")).toEqual(names.slice(0, 5));
      expect((await view.cells("Forged 1"))[0]).toBe("1 of 2 File: 2 of 2");
      expect((await view.cells("Forged 2"))[0]).toBe("0 of 2 File: 2 of 2");
      const work = await view.open("Forged 1");
      const exercise = work.getByRole("region", { name: "Exercise week" });
      await exercise.getByText("here the code does not pass").waitFor();
      await exercise.getByText("Here: failed.").waitFor();
      await exercise.getByRole("group", { name: "Code of Forged 1" }).getByText("21").waitFor();
      await exercise
        .getByRole("group", { name: "Solution of the lesson" })
        .getByText("model_validate")
        .waitFor();

      // Two wrote the same under other names.
      const similar = view.page.getByRole("region", { name: "Similar work" });
      await similar.getByText(/Pupil 04 and Pupil 08: \d+ % alike/).click();
      await similar.getByRole("group", { name: /^Pupil 08, week, lines/ }).waitFor();
      expect((await view.cells("Pupil 04")).at(-1)).toContain("like 1 other work");

      const gradebook = await view.save("Gradebook (CSV)");
      expect(gradebook.name).toBe("pydantic-validation-01-models-gradebook.csv");
      const lines = gradebook.bytes.toString().replace("\uFEFF", "").split("\r\n");
      expect(lines).toHaveLength(32);
      expect(lines.slice(0, 3)).toEqual([
        "Name,Score (%),Passed,Total,week,member",
        "Forged 1,50,1,2,0,1",
        "Forged 2,0,0,2,0,0",
      ]);
      expect(lines).toContain("Pupil 02,100,2,2,1,1");
      const details = (await view.save("Details (CSV)")).bytes.toString();
      expect(details.split("\r\n")).toHaveLength(62);
      expect(details).toContain("Pupil 25,Pupil 25.routebook.json");
      expect(details).toContain("took too long");

      expect(await violations(view.page)).toEqual([]);
    },
  );
});

describe("files on the page Class", () => {
  test("that are damaged, foreign or there twice are told apart", async ({ visit }) => {
    const view = await openClass(await visit());
    const text = classFile("a.json", classResult(ANN)).buffer.toString();
    await view.choose(
      classFile("cut.json", text.slice(0, 300)),
      classFile("holiday.json", '{"days": 12}'),
      classFile("ann.json", classResult(ANN)),
      classFile("ann (1).json", classResult(ANN)),
      classFile("ann-before.json", classResult({ name: "ann", hour: 9 })),
    );
    const refused = view.page.getByRole("region", { name: "2 files could not be read" });
    await refused.getByText(/cut\.json.*damaged or was cut short/).waitFor();
    await refused.getByText(/holiday\.json.*no result file/).waitFor();
    expect(await view.learners()).toEqual(["Ann"]);
    expect((await view.cells("Ann")).at(-1)).toBe("1 earlier file the same file twice");
    const work = await view.open("Ann");
    await work.getByText("Earlier: ann-before.json").waitFor();
    await work.getByText("The same content is in ann (1).json").waitFor();
    await view.button("Remove all files").click();
    await view.table.waitFor({ state: "detached" });
  });

  test("come in by dropping them, too", async ({ visit }) => {
    const view = await openClass(await visit());
    const text = classFile("ann.json", classResult(ANN)).buffer.toString();
    const transfer = await view.page.evaluateHandle((content) => {
      const files = new DataTransfer();
      files.items.add(new File([content], "ann.json"));
      return files;
    }, text);
    const zone = view.page.getByRole("region", { name: "Result files" });
    await zone.dispatchEvent("dragover", { dataTransfer: transfer });
    await zone.getByText("Let go to add the files").waitFor();
    await zone.dispatchEvent("drop", { dataTransfer: transfer });
    await view.row("Ann").waitFor();
    expect(await view.learners()).toEqual(["Ann"]);
  });

  test("of a lesson of another site are shown, with the reason why nothing runs", async ({
    visit,
  }) => {
    const view = await openClass(await visit());
    const result = classResult(ANN);
    await view.choose(
      classFile("ann.json", { ...result, lesson: { ...result.lesson, path: "chess/01-openings" } }),
    );
    await view.page.getByText("This site has no lesson “chess/01-openings”").waitFor();
    expect((await view.cells("Ann"))[0]).toBe("Not run yet File: 2 of 2");
    expect(await view.button("Run the checks again").isDisabled()).toBe(true);
  });

  test.for(["isolated", "plain"] as const)(
    "can be stopped while they run, and run again, on the %s host",
    async (host, { visit }) => {
      const view = await openClass(await visit(host));
      const loop = { week: "while True:\n    pass" };
      await view.choose(classFile("ann.json", classResult({ name: "Ann", code: loop })));
      await view.page.getByLabel("One check may take").selectOption("60");
      await view.button("Run the checks again").click();
      await view.checks.getByText("0 of 2 exercises").waitFor();
      await view.button("Stop").click();
      await view.checks.getByText("Stopped after 0 of 2 exercises").waitFor();
      await view.runChecks(2);
      expect((await view.cells("Ann"))[1]).toContain("Here: Took too long");
    },
  );
});

test("a learner hands in a lesson, and the teacher sees it", async ({ visit }) => {
  const learner = await (await visit()).open(`#/lesson/${CLASS_LESSON}`);
  await learner.api.setSource("week", SOLVED.week);
  expect((await learner.api.check("week")).passed).toBe(true);
  await learner.choose("Hand in");
  const dialog = learner.page.getByRole("dialog", { name: "Hand in" });
  await dialog.getByText("and the name you type; nothing else").waitFor();
  await dialog.getByRole("button", { name: "Save result file" }).click();
  await dialog.getByRole("alert").getByText("Type your name").waitFor();
  expect(await violations(learner.page)).toEqual([]);
  await dialog.getByRole("textbox", { name: "Your name" }).fill("Zoë");
  const saved = learner.page.waitForEvent("download");
  const told = learner.page.getByText(/^Result file saved: /).waitFor();
  await dialog.getByRole("button", { name: "Save result file" }).click();
  const file = await saved;
  const name = "pydantic-validation-01-models--zoe.routebook.json";
  expect(file.suggestedFilename()).toBe(name);
  await told;
  expect(await dialog.count()).toBe(0);

  // The name is there the next time, until it is to be forgotten. Who reads the store after the
  // name was handed to it waits for its being written.
  await learner.api.exportProgress();
  await learner.page.reload();
  await learner.ready();
  await learner.choose("Hand in");
  expect(await dialog.getByRole("textbox", { name: "Your name" }).inputValue()).toBe("Zoë");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await learner.page.goto(`${new URL(".", learner.page.url()).href}#/storage`);
  await learner.page.getByText("“Zoë”, remembered on this device").waitFor();
  const forgotten = learner.page.getByText("Your name was forgotten.").waitFor();
  await learner.page.getByRole("button", { name: "Forget my name" }).click();
  await forgotten;
  expect(await learner.page.getByText("“Zoë”").count()).toBe(0);
  expect(await violations(learner.page)).toEqual([]);

  const teacher = await visit();
  const view = await openClass(teacher);
  const chooser = view.page.waitForEvent("filechooser");
  await view.button("Choose files").click();
  await (await chooser).setFiles(await file.path());
  await view.row("Zoë").waitFor();
  await view.runChecks(10);
  expect(await view.cells("Zoë")).toEqual([
    "1 of 2 File: 1 of 2",
    expect.stringContaining("Here: Passed"),
    "Here: Not tried File: not tried",
    "",
  ]);
  // The teacher's own progress has nothing of it.
  const progress = await view.page.evaluate(() => window.routebook.progress());
  expect(JSON.stringify(progress)).not.toMatch(/"passed":[1-9]/);
  await view.page.getByRole("link", { name: "Routebook" }).click();
  await view.page.getByRole("link", { name: "For teachers: the class" }).click();
  await view.page.getByRole("heading", { level: 1, name: "Class" }).waitFor();
  expect(await view.table.count()).toBe(0);
});

test("what runs of a class ends when the page Class is left", async ({ visit }) => {
  const view = await openClass(await visit());
  const workers = view.page.workers().length;
  const loop = { week: "while True:\n    pass" };
  await view.choose(classFile("ann.json", classResult({ name: "Ann", code: loop })));
  await view.page.getByLabel("One check may take").selectOption("60");
  await view.button("Run the checks again").click();
  await expect.poll(() => view.page.workers().length).toBeGreaterThan(workers);
  await view.page.getByRole("link", { name: "Routebook" }).click();
  await expect.poll(() => view.page.workers().length, { timeout: 20_000 }).toBe(workers);
});

describe.for(["light", "dark"] as const)("the page Class, %s", (colorScheme) => {
  test("is accessible, empty and full", async ({ visit }) => {
    const view = await openClass(await visit("isolated", { colorScheme }));
    expect(await violations(view.page)).toEqual([]);
    await view.choose(
      classFile("broken.json", "{"),
      classFile("ann.json", classResult(ANN)),
      classFile("ben.json", classResult({ ...ANN, name: "Ben", code: { week: "1 / 0" } })),
    );
    await view.row("Ann").waitFor();
    await view.runChecks(5);
    await view.open("Ben");
    expect(await violations(view.page)).toEqual([]);
  });
});

test("on a phone only the table is wider than the page Class", async ({ visit }) => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const view = await openClass(await visit("isolated", phone));
  await view.choose(classFile("ann.json", classResult(ANN)));
  await view.row("Ann").waitFor();
  await view.open("Ann");
  await view.expectToFit();
  expect(await violations(view.page)).toEqual([]);
});
