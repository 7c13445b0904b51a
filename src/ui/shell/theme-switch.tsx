import { IconButton } from "../icon-button.tsx";
import { useServices } from "../services.ts";

/** Goes to the other theme. "As the system has it" is on the settings page. */
export function ThemeSwitch() {
  const { workspace } = useServices();
  const { theme } = workspace.settings;
  const isDark =
    theme.value === "dark" ||
    (theme.value === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  return (
    <IconButton
      icon={isDark ? "sun" : "moon"}
      name={isDark ? "Light theme" : "Dark theme"}
      onClick={() => {
        theme.value = isDark ? "light" : "dark";
      }}
    />
  );
}
