import { computed, effect, signal, type ReadonlySignal } from "@preact/signals";
import type { Settings } from "../notebook/settings.ts";

const dark = matchMedia("(prefers-color-scheme: dark)");
const systemIsDark = signal(dark.matches);
dark.addEventListener("change", () => {
  systemIsDark.value = dark.matches;
});

/**
 * Shows the theme that the address wants, that is set, or the system's, on the root element. A copy of the setting goes
 * where `theme.js` can read it before the first paint of the next visit.
 */
export function applyTheme(
  settings: Settings,
  wanted: "light" | "dark" | null = null,
): ReadonlySignal<"light" | "dark"> {
  const shown = computed(() => {
    if (wanted !== null) return wanted;
    const theme = settings.theme.value;
    if (theme === "system") return systemIsDark.value ? "dark" : "light";
    return theme;
  });
  if (wanted !== null) document.documentElement.dataset["theme"] = wanted;
  void settings.ready.then(() =>
    effect(() => {
      document.documentElement.dataset["theme"] = shown.value;
      remember(settings.theme.value);
    }),
  );
  return shown;
}

function remember(theme: string): void {
  try {
    if (theme === "system") localStorage.removeItem("routebook:theme");
    else localStorage.setItem("routebook:theme", theme);
  } catch {
    // Storage is closed to us: the next visit shows the system's theme for a moment.
  }
}
