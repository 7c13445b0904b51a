import { moduleText } from "./project-module.ts";
import type { Program } from "./project-program.ts";

/** How a project is started on an ordinary computer. */
export interface ProjectStart {
  /** The module made of the cells; null where the files are the program. */
  readonly module: { readonly path: string; readonly text: string } | null;
  /** The commands, to be run one after the other; empty where there is nothing to start. */
  readonly commands: readonly string[];
  /** Where the app is then; null for a program without one. */
  readonly address: string | null;
}

const APP = /^(\w+)[ \t]*(?::[^=\n]+)?=[ \t]*(?:\w+\.)*(Flask|FastAPI|Starlette|Litestar)\(/gm;
const FACTORY = /^def (create_app|make_app)\(/m;
const ORIGIN = "http://localhost:8000";

/**
 * Finds the app of a lesson or a notebook, and the line that serves it; `path` is the one to open
 * first.
 */
export function projectStart({ cells, exercises, files }: Program, path: string): ProjectStart {
  const address = `${ORIGIN}${path}`;
  const isProject = files.some((file) => file.path === "manage.py");
  if (isProject) {
    return { module: null, commands: djangoCommands(cells), address };
  }
  const sources = cells.map(({ source }) => source);
  const inCells = appIn(sources);
  const inFiles = files.find(
    (file) => /^[\w/]+\.py$/.test(file.path) && appIn([file.text]) !== null,
  );
  if (inCells === null && inFiles !== undefined) {
    const name = inFiles.path
      .replace(/\.py$/, "")
      .replaceAll("/", ".")
      .replace(/\.__init__$/, "");
    const serve = serveCommand(name, appIn([inFiles.text]));
    return { module: moduleOf(sources, files), commands: serve, address };
  }
  // A lesson may leave it to its first exercise to make the app.
  const making = exercises.find(({ source }) => appIn([source]) !== null);
  const all = inCells === null && making !== undefined ? [...sources, making.source] : sources;
  const module = moduleOf(all, files);
  if (module === null) return { module, commands: [], address: null };
  const app = appIn(all);
  const name = module.path.replace(/\.py$/, "");
  if (app === null) return { module, commands: [`python ${module.path}`], address: null };
  return { module, commands: serveCommand(name, app), address };
}

/** A name for the module that no file has. */
function moduleOf(sources: readonly string[], files: Program["files"]): ProjectStart["module"] {
  if (sources.length === 0) return null;
  const taken = new Set(files.map(({ path }) => path.replace(/\.py$|\/.*$/, "")));
  const names = [...(appIn(sources) === null ? [] : ["app"]), "notebook", "cells_of_lesson"];
  const name = names.find((free) => !taken.has(free)) ?? "cells_of_notebook";
  return { path: `${name}.py`, text: moduleText(sources) };
}

interface FoundApp {
  readonly name: string;
  readonly framework: string;
}

/** The last app that the code makes: a name made anew is another app. */
function appIn(sources: readonly string[]): FoundApp | null {
  const code = sources.join("\n");
  const last = [...code.matchAll(APP)].at(-1);
  if (last !== undefined) return { name: last[1] ?? "app", framework: last[2] ?? "Flask" };
  const factory = FACTORY.exec(code)?.[1];
  return factory === undefined ? null : { name: `${factory}()`, framework: "Flask" };
}

function serveCommand(module: string, app: FoundApp | null): readonly string[] {
  const { name, framework } = app ?? { name: "app", framework: "Flask" };
  if (framework !== "Flask") return [`uvicorn ${module}:${name} --port 8000`];
  const target = ["app", "application", "create_app()", "make_app()"].includes(name)
    ? module
    : `${module}:${name}`;
  return [`flask --app ${target} run --port 8000`];
}

/** What the cells order of manage.py before they serve the project, each once. */
function djangoCommands(cells: Program["cells"]): readonly string[] {
  const ordered = cells.flatMap(({ source }) =>
    [...source.matchAll(/^\s*!(python manage\.py (?:makemigrations|migrate)\b[^\n]*)/gm)].map(
      ([, command]) => (command ?? "").replace(/ --no-?input\b/g, "").trim(),
    ),
  );
  const unique = [...new Set(ordered)].toSorted(
    (one, other) => Number(/ migrate\b/.test(one)) - Number(/ migrate\b/.test(other)),
  );
  return [...unique, "python manage.py runserver 8000"];
}
