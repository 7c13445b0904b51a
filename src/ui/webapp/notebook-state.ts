import type { Notebook } from "../../notebook/model.ts";

/**
 * What a panel remembers of a notebook while that is open, though the panel itself may come and go:
 * the result gives the same object for the same notebook.
 */
export function stateOfNotebook<State>(create: () => State): (notebook: Notebook) => State {
  const states = new WeakMap<Notebook, State>();
  return (notebook) => {
    let state = states.get(notebook);
    if (state === undefined) states.set(notebook, (state = create()));
    return state;
  };
}
