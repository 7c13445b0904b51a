import { compareReleases } from "./version.ts";

/** The variables of an environment marker (PEP 508). */
export type MarkerEnvironment = Readonly<Record<string, string>>;

/**
 * The environment packages are resolved for. pip evaluates markers for the Python that runs it,
 * whatever `--platform` says, so the lock evaluates them by itself.
 */
export const PYODIDE_ENVIRONMENT: MarkerEnvironment = {
  implementation_name: "cpython",
  implementation_version: "3.14.0",
  os_name: "posix",
  platform_machine: "wasm32",
  platform_python_implementation: "CPython",
  platform_release: "",
  platform_system: "Emscripten",
  platform_version: "",
  python_full_version: "3.14.0",
  python_version: "3.14",
  sys_platform: "emscripten",
};

const TOKEN = /\s*(\(|\)|===|==|~=|!=|<=|>=|<|>|'[^']*'|"[^"]*"|[A-Za-z_][\w.]*)/y;

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (text.slice(TOKEN.lastIndex).trim() !== "") {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match?.[1] === undefined) {
      throw new SyntaxError(`Not an environment marker, from character ${at}: ${text}`);
    }
    tokens.push(match[1]);
  }
  return tokens;
}

function compareText(left: string, operator: string, right: string): boolean {
  switch (operator) {
    case "in":
      return right.includes(left);
    case "not in":
      return !right.includes(left);
    case "==":
    case "===":
      return left === right;
    case "!=":
      return left !== right;
    default:
      throw new SyntaxError(`The marker compares "${left}" ${operator} "${right}" as text.`);
  }
}

function compare(left: string, operator: string, right: string): boolean {
  const prefix = /^(.*)\.\*$/.exec(right)?.[1];
  if (prefix !== undefined && (operator === "==" || operator === "!=")) {
    const same = left === prefix || left.startsWith(`${prefix}.`);
    return operator === "==" ? same : !same;
  }
  const order = operator.endsWith("in") ? null : compareReleases(left, right);
  if (order === null) return compareText(left, operator, right);
  switch (operator) {
    case "==":
    case "===":
      return order === 0;
    case "!=":
      return order !== 0;
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
    case "~=":
      return order >= 0 && `${left}.`.startsWith(`${right.replace(/\.\d+$/, "")}.`);
    default:
      throw new SyntaxError(`No marker operator: ${operator}`);
  }
}

/** Evaluates a marker (PEP 508). Throws `SyntaxError` for what is none, an unknown name included. */
export function evaluateMarker(text: string, environment: MarkerEnvironment): boolean {
  const tokens = tokenize(text);
  let position = 0;
  const next = (): string => {
    const token = tokens[position++];
    if (token === undefined) throw new SyntaxError(`The marker ends too early: ${text}`);
    return token;
  };
  const value = (): string => {
    const token = next();
    if (/^['"]/.test(token)) return token.slice(1, -1);
    const known = environment[token];
    if (known === undefined) throw new SyntaxError(`Unknown marker variable ${token}: ${text}`);
    return known;
  };
  const comparison = (): boolean => {
    if (tokens[position] === "(") {
      position++;
      const inner = alternatives();
      if (next() !== ")") throw new SyntaxError(`A bracket is not closed: ${text}`);
      return inner;
    }
    const left = value();
    const operator = next();
    const whole = operator === "not" ? `not ${next()}` : operator;
    return compare(left, whole, value());
  };
  const conjunction = (): boolean => {
    let result = comparison();
    while (tokens[position] === "and") {
      position++;
      const right = comparison();
      result = result && right;
    }
    return result;
  };
  const alternatives = (): boolean => {
    let result = conjunction();
    while (tokens[position] === "or") {
      position++;
      const right = conjunction();
      result = result || right;
    }
    return result;
  };
  const result = alternatives();
  if (position < tokens.length) throw new SyntaxError(`Something follows the marker: ${text}`);
  return result;
}
