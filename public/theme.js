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
  const page = document.documentElement;
  page.dataset.theme = dark ? "dark" : "light";
  // The bar of the installed app, or of a phone's browser, has the colour of the header below it.
  const colorBar = () => {
    for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
      meta.content = page.dataset.theme === "dark" ? "#1d1f23" : "#ffffff";
    }
  };
  colorBar();
  new MutationObserver(colorBar).observe(page, { attributeFilter: ["data-theme"] });
}
