import type { Settings } from "../../notebook/settings.ts";
import { useServices } from "../services.ts";

const themes = [
  ["system", "As the system has it"],
  ["light", "Light"],
  ["dark", "Dark"],
] as const;

const limits: readonly (number | null)[] = [10, 30, 60, 120, 300, null];

/** The settings; each is saved when it changes. */
export function SettingsForm({ settings }: { readonly settings: Settings }) {
  const limit = settings.timeLimit.value;
  const choices = limits.includes(limit) ? limits : [limit, ...limits];
  return (
    <div class="settings">
      <fieldset>
        <legend>Theme</legend>
        {themes.map(([value, label]) => (
          <label key={value}>
            <input
              type="radio"
              name="theme"
              checked={settings.theme.value === value}
              onChange={() => {
                settings.theme.value = value;
              }}
            />
            {label}
          </label>
        ))}
      </fieldset>
      <label class="settings-line">
        <span>
          Time limit of a cell
          <span class="dim">A cell that runs longer is stopped.</span>
        </span>
        <select
          class="field"
          value={String(limit)}
          onChange={({ currentTarget: { value } }) => {
            settings.timeLimit.value = value === "null" ? null : Number(value);
          }}
        >
          {choices.map((seconds) => (
            <option key={String(seconds)} value={String(seconds)}>
              {limitName(seconds)}
            </option>
          ))}
        </select>
      </label>
      <RememberedName settings={settings} />
    </div>
  );
}

/** The name that Hand in remembers, where there is one. */
function RememberedName({ settings: { learner } }: { readonly settings: Settings }) {
  const { toasts } = useServices();
  const name = learner.value;
  if (name === "") return null;
  return (
    <div class="settings-line">
      <span>
        Your name
        <span class="dim">“{name}”, remembered on this device for handing in your work.</span>
      </span>
      <button
        type="button"
        class="button"
        onClick={() => {
          learner.value = "";
          toasts.show("info", "Your name was forgotten.");
        }}
      >
        Forget my name
      </button>
    </div>
  );
}

function limitName(seconds: number | null): string {
  if (seconds === null) return "No limit";
  if (seconds < 60) return `${seconds} seconds`;
  return seconds === 60 ? "1 minute" : `${seconds / 60} minutes`;
}
