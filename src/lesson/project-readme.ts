import type { ProjectStart } from "./project-start.ts";
import type { ProgramExercise } from "./project-program.ts";

interface ReadmeFacts {
  readonly title: string;
  readonly start: ProjectStart;
  readonly exercises: readonly Pick<ProgramExercise, "id">[];
}

const INSTALL = "python -m pip install -r requirements.txt";

/** The README of a project: the line that installs and starts it, and what is where. */
export function projectReadme({ title, start, exercises }: ReadmeFacts): string {
  const heading = `# ${title.replace(/\s+/g, " ").trim() || "A notebook"}`;
  const run = start.commands.length > 0 ? start.commands : ["python -m pytest"];
  const where = start.address === null ? "" : ` Then open ${start.address}.`;
  const line = [INSTALL, ...run].join(" && ");
  return [
    heading,
    "",
    "This is a project from Routebook. It needs Python 3.12 or later; the versions of the packages are",
    "those that Routebook has.",
    "",
    `This line installs what it needs and starts it.${where}`,
    "",
    `\`\`\`sh\n${line}\n\`\`\``,
    "",
    "A virtual environment keeps the packages apart from your other projects: run",
    "`python -m venv .venv` first, then `. .venv/bin/activate` (Windows: `.venv\\Scripts\\activate`).",
    "",
    ...(exercises.length > 0 ? exerciseWords(exercises) : []),
    "To go on in the browser, open this folder as a .zip in Routebook, or `lesson.md` alone.",
    "",
  ].join("\n");
}

function exerciseWords(exercises: ReadmeFacts["exercises"]): readonly string[] {
  const [first] = exercises;
  return [
    "## Exercises",
    "",
    "Write your code into the files in `exercises`, and check it:",
    "",
    "```sh",
    "python -m pytest",
    "```",
    "",
    `One alone: \`python -m pytest -k "yours and ${first?.id ?? ""}"\`. The same checks run on the files`,
    "in `solutions`, which are the lesson's. Each check is a process of its own: it runs the cells above",
    "the exercise (`tests/cells`), your code, then the check (`tests/checks`), in an empty folder with",
    "the project's files. Lines that begin with `!` or `%` are commands of a notebook; they work there.",
    "",
  ];
}
