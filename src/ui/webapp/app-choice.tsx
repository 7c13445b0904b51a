import { useWebApp } from "./web-app-context.ts";

/** Which app answers, where several could. */
export function AppChoice() {
  const { status } = useWebApp().app;
  const apps = status.apps.value;
  const choice = status.choice.value;
  if (apps.length < 2 && choice === null) return null;
  const isGone = choice !== null && !apps.some(({ name }) => name === choice);
  return (
    <label class="pane-note app-choice">
      App that answers
      <select
        class="pane-select"
        value={choice ?? ""}
        onChange={({ currentTarget: { value } }) => {
          // A kernel that is gone has no app to choose: what it says next is asked for then.
          status.choose(value === "" ? null : value).catch(() => undefined);
        }}
      >
        <option value="">
          By convention{choice === null && apps[0] ? `: ${apps[0].name}` : ""}
        </option>
        {isGone && <option value={choice}>{choice} (not there)</option>}
        {apps.map(({ name, framework }) => (
          <option key={name} value={name}>
            {name}, {framework}
          </option>
        ))}
      </select>
    </label>
  );
}
