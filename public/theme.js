// Runs before the first paint, so that the page never flashes in the wrong theme. The setting
// itself lives with the others; this copy of it is the one that can be read at once.
(function () {
  var theme = null;
  try {
    theme = localStorage.getItem("routebook:theme");
  } catch (error) {
    // Storage is closed to us: the system's theme will do.
  }
  if (theme !== "light" && theme !== "dark") {
    theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }
  document.documentElement.dataset.theme = theme;
})();
