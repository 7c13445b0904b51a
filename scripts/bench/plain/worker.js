import { loadPyodide } from "./pyodide/pyodide.mjs";

self.addEventListener("message", async ({ data: { wheels, code } }) => {
  const pyodide = await loadPyodide({
    indexURL: new URL("pyodide/", import.meta.url).href,
    stdout: (line) => self.postMessage(`${line}\n`),
  });
  const archives = await Promise.all(
    wheels.map(async (name) => (await fetch(`wheels/${name}`)).arrayBuffer()),
  );
  for (const archive of archives) pyodide.unpackArchive(archive, "wheel");
  await pyodide.runPythonAsync(code);
});
