import { expose } from "comlink";
import { bootPyodide, countingBytes } from "./boot.ts";
import { reportDeaths } from "./deaths.ts";
import { lockDown } from "./lockdown.ts";
import { browserPackSource } from "./pack-source.ts";
import { PythonKernel } from "./python-kernel.ts";
import { sources } from "./python-sources.ts";
import { safeRecursionLimit } from "./recursion-limit.ts";

const fetch = self.fetch.bind(self);
const Request = self.XMLHttpRequest;

reportDeaths(self);
expose(
  new PythonKernel({
    boot: ({ pyodideUrl, pyodideBytes }, report, onStray) =>
      countingBytes(self, pyodideBytes, report, () => bootPyodide(pyodideUrl, onStray)),
    packSource: (url) => browserPackSource(url, fetch, Request),
    sources,
    lockDown: () => lockDown(self),
    now: () => performance.now(),
    recursionLimit: safeRecursionLimit,
  }),
);
