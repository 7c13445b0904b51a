import { editorReady, largeNotebook, typing } from "./editing.ts";
import type { Profile } from "./options.ts";
import { requests } from "./requests.ts";
import { memory, restart, stop, trivialCell } from "./running.ts";
import type { Scenario } from "./scenario.ts";
import { firstOutput, readable, throttledOutput } from "./starts.ts";
import { TASKS } from "./tasks.ts";

/** A scenario and what `--only` and `--profile` call it. */
export interface NamedScenario {
  readonly name: string;
  readonly profile: Profile;
  readonly measure: Scenario;
}

function local(name: string, measure: Scenario): NamedScenario {
  return { name, profile: "local", measure };
}

/** All scenarios, in the order in which a round runs them. */
export const SCENARIOS: readonly NamedScenario[] = [
  local("readable", readable),
  ...TASKS.map((task) => local(task.name, firstOutput(task))),
  local("restart", restart),
  local("editor", editorReady),
  local("typing", typing),
  local("cell", trivialCell),
  local("stop", stop),
  local("cells", largeNotebook),
  local("memory", memory),
  local("requests", requests),
  ...TASKS.map((task): NamedScenario => {
    return { name: task.name, profile: "throttled", measure: throttledOutput(task) };
  }),
];
