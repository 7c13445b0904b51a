import { fence } from "./lesson-versions.ts";

const ROUTES = ["app = Flask(__name__)", "", '@app.get("/")', "def home():", '    return "Hi"'];
const VIEWS = [
  "def list_items():",
  "    return items",
  "",
  "",
  "def add(item):",
  "    items.append(item)",
];
const EXERCISE = ["def hello():", '    return "?"'];

const code = (lines: readonly string[], ...changes: readonly (readonly [number, string])[]) =>
  lines.map((line, index) => changes.find(([at]) => at === index)?.[1] ?? line).join("\n");

const exercise = (starter: string, check: string) =>
  fence(starter, ' exercise="hello"') + fence(check, ' check="hello"');
const views = (text: string) => fence(text, ' file="views.py"');

/** A lesson as its teacher changed it from week to week. */
export const VERSIONS = {
  v1: `# Routes\n\n${fence(code(ROUTES))}${fence("items = []")}# Turn\n\n${views(code(VIEWS))}${exercise(code(EXERCISE), "assert 1")}`,
  /** Lines that the learner did not touch are others. */
  v2: `# Routes\n\n${fence(code(ROUTES, [0, "app = Flask('shop')"]))}${fence("items = []")}# Turn\n\n${views(code(VIEWS, [1, "    return sorted(items)"]))}${exercise(code(EXERCISE), "assert 1")}`,
  /** The heading is another, a cell came in above, and the learner's own line changed, too. */
  v3: `# Paths\n\n${fence("import flask")}${fence(code(ROUTES, [0, "app = Flask('shop')"], [4, '    return "Hello"']))}${fence("items = []")}# Turn\n\n${views(code(VIEWS, [1, "    return sorted(items)"]))}${exercise(code(EXERCISE), "assert 2")}`,
  /** The first cell is gone, the file stands elsewhere. */
  v4: `# Files\n\n${views(code(VIEWS, [1, "    return sorted(items)"], [5, "    items.append(str(item))"]))}# Turn\n\n${fence("items = []")}${exercise(code(EXERCISE, [1, '    return "??"']), "assert 2")}`,
  /** The first cell is back below another heading, and a little another. */
  v5: `# Routes again\n\n${fence(code(ROUTES, [0, "app = Flask('shop')"], [2, '@app.get("/home")']))}# Turn\n\n${views(code(VIEWS, [1, "    return sorted(items)"], [5, "    items.append(str(item))"]))}${exercise(code(EXERCISE, [1, '    return "??"']), "assert 2")}`,
} as const;

/** What a learner made of each cell of version 1. */
export const TEXTS = {
  routes: code(ROUTES, [4, '    return "Mine"']),
  items: "items = ['mine']",
  views: code(VIEWS, [5, "    items.insert(0, item)  # mine"]),
  hello: code(EXERCISE, [1, '    return "Hello"  # mine']),
};
