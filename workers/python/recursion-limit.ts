/**
 * How deep Python may recurse in a browser's worker. Recursion through C code
 * (`sorted(key=…)`, `__repr__`, `__getattr__`) uses the browser's stack, and
 * overflowing that kills the runtime. In Chromium 156 six such recursions all
 * ended in a catchable RecursionError at 600 on a stack of their own (JSPI)
 * and at 300 without; at 400 without, the runtime died.
 */
export function safeRecursionLimit(canBlock: boolean): number {
  return canBlock ? 500 : 300;
}
