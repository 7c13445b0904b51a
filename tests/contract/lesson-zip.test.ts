import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readProjectParts } from "../../scripts/project/project-parts.ts";
import { parseLesson } from "../../src/lesson/parse-lesson.ts";
import { projectFiles } from "../../src/lesson/project-files.ts";
import { lessonText } from "../../src/notebook/lesson-text.ts";
import { EMPTY_RECORD } from "../../src/storage/schema.ts";
import { root } from "../../scripts/paths.ts";
import { hasNewerPython } from "./support/newer-python.ts";
import { lockedRequirements, pythonEnvironment } from "./support/python-environment.ts";

/** One lesson of each course: exported as a project, unpacked, and tested in ordinary Python. */
const LESSONS = [
  ["django/02-models-and-migrations", "manage.py check"],
  ["fastapi/01-paths-and-bodies", "app.py"],
  ["flask-routing/02-paths-and-methods", "app.py"],
  ["pandas-first-steps/03-groups-and-joins", "notebook.py"],
  ["pydantic-validation/02-field-rules", "notebook.py"],
  ["sessions-and-security/02-sessions", "app.py"],
] as const;

const run = promisify(execFile);
const hasPython = await hasNewerPython();

describe.skipIf(!hasPython)("the project of a lesson", () => {
  let folder = "";
  let python = "";
  const projects = new Map<string, string>();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "projects-"));
    const needed = new Set<string>();
    for (const [lesson] of LESSONS) {
      const project = await unpacked(lesson, join(folder, lesson));
      projects.set(lesson, project);
      const text = await readFile(join(project, "requirements.txt"), "utf8");
      for (const line of text.trim().split("\n")) needed.add(line.split("==")[0] ?? line);
    }
    // One environment for all: every project pins the same versions.
    const packages = await lockedRequirements([...needed].toSorted());
    python = join(await pythonEnvironment("projects-venv", packages), "python");
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(LESSONS)("%s: solutions pass, starters wait, and %s runs", async (lesson, program) => {
    const project = projects.get(lesson) ?? "";
    const tested = await pytest(project);
    expect(tested).toMatch(/^\d+ passed, \d+ skipped/m);
    expect(tested).not.toMatch(/failed|error/);
    await run(python, program.split(" "), { cwd: project, env: quiet() });
  });

  it("tells a learner what the check says, and passes once the code is right", async () => {
    const project = projects.get("flask-routing/02-paths-and-methods") ?? "";
    const { exercises } = JSON.parse(
      await readFile(join(project, "tests/lesson.json"), "utf8"),
    ) as {
      exercises: { file: string }[];
    };
    const name = exercises[0]?.file ?? "";
    const mine = join(project, "exercises", `${name}.py`);
    const starter = await readFile(mine, "utf8");
    await writeFile(mine, `${starter}# begun\n`);
    await expect(pytest(project)).rejects.toHaveProperty(
      "stdout",
      expect.stringContaining("The check fails:"),
    );
    await writeFile(mine, await readFile(join(project, "solutions", `${name}.py`), "utf8"));
    expect(await pytest(project)).not.toMatch(/failed/);
  });

  it("tests solutions with the lesson's own cells and files, whatever the learner did to them", async () => {
    const lesson = "django/03-templates-and-forms";
    const original = await readFile(join(root, "lessons", `${lesson}.md`), "utf8");
    const { blocks, title, packages } = parseLesson(original);
    const broken = blocks.flatMap((block) =>
      block.kind === "setup" || block.kind === "file"
        ? [[block.id, { edit: { source: "1 / 0", base: "", at: "" } }] as const]
        : [],
    );
    const record = { ...EMPTY_RECORD, cells: Object.fromEntries(broken) };
    const text = lessonText(original, record);
    const files = projectFiles(
      { title, packages, text, original, data: [] },
      await readProjectParts(),
    );
    const project = join(folder, "broken");
    for (const { path, content } of files) {
      await mkdir(dirname(join(project, path)), { recursive: true });
      await writeFile(join(project, path), content);
    }
    expect(await pytest(project)).toMatch(/^\d+ passed, \d+ skipped/m);
  });

  async function pytest(cwd: string): Promise<string> {
    const { stdout } = await run(python, ["-m", "pytest", "-q"], { cwd, env: quiet() });
    return stdout;
  }
});

/** Nothing of this computer's own settings; figures are drawn without a window. */
function quiet(): NodeJS.ProcessEnv {
  const { PYTHONPATH: _path, DJANGO_SETTINGS_MODULE: _settings, ...rest } = process.env;
  return { ...rest, MPLBACKEND: "Agg" };
}

/** Exports a lesson by the script, as CI does, and unpacks it. */
async function unpacked(lesson: string, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const zip = `${folder}.zip`;
  const script = [
    join(root, "scripts", "lesson-zip.ts"),
    join(root, "lessons", `${lesson}.md`),
    zip,
  ];
  await run(process.execPath, ["--import", "tsx", ...script], { cwd: root });
  for (const [path, bytes] of Object.entries(unzipSync(new Uint8Array(await readFile(zip))))) {
    const to = join(folder, path);
    await mkdir(dirname(to), { recursive: true });
    await writeFile(to, bytes);
  }
  return folder;
}
