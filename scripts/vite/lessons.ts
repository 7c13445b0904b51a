import { readFile } from "node:fs/promises";
import path from "node:path";
import { normalizePath, type Plugin } from "vite";
import type { Catalogue } from "../../src/shared/lesson.ts";
import { parseLesson } from "../../src/lesson/parse-lesson.ts";
import { type BuiltCatalogue, buildCatalogue, type LessonSource } from "../lessons/catalogue.ts";

const CATALOGUE = "virtual:catalogue";
const LOADER = "virtual:lesson-loader";
const LESSON = "virtual:lesson/";
const TEXT_LOADER = "virtual:lesson-text-loader";
const TEXT = "virtual:lesson-text/";
/** Rollup's mark for modules that are no files: other plugins leave them alone. */
const RESOLVED = "\0";

/** What other plugins may ask this one. */
export interface LessonsApi {
  catalogue(): Promise<Catalogue>;
}

/**
 * Serves the lessons below `lessons/`: `virtual:catalogue` is the list of courses,
 * `virtual:lesson-loader` the way to load a lesson (apart, for a page wants it before all else), and
 * `virtual:lesson/<path>` one lesson, parsed and rendered at build time and a chunk of its own.
 * `virtual:lesson-text-loader` is the way to a lesson's Markdown, `virtual:lesson-text/<path>`: chunks
 * apart, for a page wants them only to export or to share. Data files become hashed assets. In
 * development a changed file reloads the page.
 */
export function lessons(folder = "lessons"): Plugin<LessonsApi> {
  let root = "";
  let built: Promise<BuiltCatalogue> | null = null;
  const catalogue = (): Promise<BuiltCatalogue> => (built ??= buildCatalogue(root));

  return {
    name: "routebook:lessons",
    api: { catalogue: async () => (await catalogue()).catalogue },
    configResolved(config) {
      root = path.resolve(config.root, folder);
    },
    buildStart() {
      built = null;
    },
    resolveId(id) {
      return isOurs(id) ? RESOLVED + id : null;
    },
    async load(id) {
      if (!id.startsWith(RESOLVED)) return null;
      const name = id.slice(RESOLVED.length);
      const { catalogue: courses, sources } = await catalogue();
      if (name === CATALOGUE) {
        return `export const catalogue = ${asExpression(JSON.stringify(courses))};`;
      }
      if (name === LOADER)
        return loaderModule([...sources.keys()], LESSON, "loadLesson", "lessonModule");
      if (name === TEXT_LOADER)
        return loaderModule([...sources.keys()], TEXT, "loadLessonText", "lessonText");
      const prefix = [LESSON, TEXT].find((start) => name.startsWith(start));
      if (prefix === undefined) return null;
      const source = sources.get(name.slice(prefix.length));
      if (source === undefined) {
        return this.error(`There is no lesson ${name.slice(prefix.length)} below ${folder}/.`);
      }
      this.addWatchFile(source.file);
      return prefix === LESSON ? lessonModule(source) : textModule(source);
    },
    hotUpdate({ file }) {
      const inside = path.relative(root, file);
      if (inside.startsWith("..") || path.isAbsolute(inside)) return undefined;
      built = null;
      const { moduleGraph, hot } = this.environment;
      for (const [id, module] of moduleGraph.idToModuleMap) {
        if (id.startsWith(RESOLVED) && isOurs(id.slice(RESOLVED.length))) {
          moduleGraph.invalidateModule(module);
        }
      }
      hot.send({ type: "full-reload" });
      return [];
    },
  };
}

function isOurs(id: string): boolean {
  const named = [CATALOGUE, LOADER, TEXT_LOADER].includes(id);
  return named || id.startsWith(LESSON) || id.startsWith(TEXT);
}

/** A module whose function `name` loads what the modules below `prefix` export as `member`. */
function loaderModule(
  paths: readonly string[],
  prefix: string,
  name: string,
  member: string,
): string {
  const loaders = paths.map(
    (path) => `  [${JSON.stringify(path)}, () => import(${JSON.stringify(prefix + path)})],`,
  );
  return `const loaders = new Map([
${loaders.join("\n")}
]);
export async function ${name}(path) {
  const load = loaders.get(path);
  if (load === undefined) throw new Error("There is no lesson " + path + ".");
  return (await load()).${member};
}
`;
}

async function textModule({ file }: LessonSource): Promise<string> {
  return `export const lessonText = ${JSON.stringify(await readFile(file, "utf8"))};\n`;
}

async function lessonModule({ file, data }: LessonSource): Promise<string> {
  const lesson = parseLesson(await readFile(file, "utf8"));
  // Kept as files whatever their size: the page's policy lets it fetch from its own origin alone.
  const imports = data.map(
    (item, index) =>
      `import url${index} from ${JSON.stringify(`${normalizePath(item.file)}?url&no-inline`)};`,
  );
  const list = data.map(
    ({ name, bytes }, index) =>
      `{ path: ${JSON.stringify(name)}, url: url${index}, bytes: ${bytes} }`,
  );
  return `${imports.join("\n")}
export const lessonModule = {
  lesson: ${asExpression(JSON.stringify(lesson))},
  data: [${list.join(", ")}],
};
`;
}

/** JSON.parse of a string is read faster than an object literal, and it knows no "__proto__". */
function asExpression(json: string): string {
  return `JSON.parse(${JSON.stringify(json)})`;
}
