// What anyone would write first: a worker with Pyodide, and its text shown on the page.
const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
worker.addEventListener("message", ({ data }) => {
  document.querySelector("#output").textContent += data;
});
const tasks = await (await fetch("tasks.json")).json();
worker.postMessage(tasks[new URLSearchParams(location.search).get("task")]);
