// Runs before the first paint, so that no page flashes in the wrong theme. The module that owns
// the setting is src/ui/theme.ts.
{
  let theme = null;
  try {
    theme = localStorage.getItem("routebook:theme");
  } catch {
    // Storage is closed to us: the system's theme will do.
  }
  const dark =
    theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
}
