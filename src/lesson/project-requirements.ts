/** A package that Routebook ships, and what it needs. */
export interface ShippedVersion {
  readonly version: string;
  readonly depends: readonly string[];
}

/** The shipped packages by normalized name (PEP 503): workers/python/packages.lock. */
export type ShippedVersions = Readonly<Record<string, ShippedVersion>>;

/** Modules whose package has another name. */
const PACKAGES: Readonly<Record<string, string>> = {
  allauth: "django-allauth",
  dateutil: "python-dateutil",
  jwt: "pyjwt",
  pil: "pillow",
  "rest-framework": "djangorestframework",
  sklearn: "scikit-learn",
  socketio: "python-socketio",
  yaml: "pyyaml",
};

/** What code needs that it does not import: found by a word in it. */
const WORDS: readonly (readonly [word: RegExp, name: string])[] = [
  [/\b(?:fastapi|starlette)\.testclient\b/, "httpx"],
  [/\b(?:Form|UploadFile|File)\(|\bUploadFile\b/, "python-multipart"],
  [/\bEmailStr\b/, "email-validator"],
  [/\b(?:fastapi|starlette)\b/, "uvicorn"],
  [/\b(?:ZoneInfo|zoneinfo|tz_localize|tz_convert)\b/, "tzdata"],
];

/**
 * The lines of a requirements.txt: the packages that were asked for, those that the code imports,
 * pytest, and all that they need, at the versions that Routebook ships. What it does not ship is
 * left out. In the order of the names.
 */
export function requirementsOf(
  packages: readonly string[],
  code: readonly string[],
  versions: ShippedVersions,
): readonly string[] {
  const wanted = ["pytest", ...packages.map(normalized), ...code.flatMap(packagesIn)];
  const found = new Set<string>();
  const queue = [...wanted];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (found.has(name) || !Object.hasOwn(versions, name)) continue;
    found.add(name);
    queue.push(...(versions[name]?.depends ?? []));
  }
  return [...found].sort().map((name) => `${name}==${versions[name]?.version ?? ""}`);
}

const IMPORT = /^[ \t]*(?:from[ \t]+([A-Za-z_]\w*)[\w.]*[ \t]+import\b|import[ \t]+([^\n#;]+))/gm;

function packagesIn(code: string): readonly string[] {
  const modules = [...code.matchAll(IMPORT)].flatMap(([, from, names]) =>
    from === undefined ? (names ?? "").split(",") : [from],
  );
  const named = modules.map((name) => normalized(/\w+/.exec(name)?.[0] ?? ""));
  const byWord = WORDS.flatMap(([word, name]) => (word.test(code) ? [name] : []));
  return [...named.map(packageOf), ...byWord];
}

function packageOf(module: string): string {
  return Object.hasOwn(PACKAGES, module) ? (PACKAGES[module] ?? module) : module;
}

function normalized(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}
