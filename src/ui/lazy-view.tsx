import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

type Loaded<Props> = { readonly view: ComponentType<Props> } | { readonly failed: true };

/**
 * A component whose code is loaded when it is first shown. Until then nothing is shown, and if the
 * code does not come (no network, or a newer version took its place) a sentence says so.
 */
export function lazyView<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): (props: Props) => preact.JSX.Element | null {
  let loaded: Loaded<Props> | null = null;
  return function LazyView(props: Props) {
    const [state, setState] = useState(loaded);
    useEffect(() => {
      if (loaded) {
        setState(loaded);
        return undefined;
      }
      let here = true;
      load().then(
        (view) => {
          loaded = { view };
          if (here) setState(loaded);
        },
        () => {
          if (here) setState({ failed: true });
        },
      );
      return () => {
        here = false;
      };
    }, []);
    if (!state) return null;
    if ("view" in state) {
      const View = state.view;
      return <View {...props} />;
    }
    return (
      <p class="load-failed" role="alert">
        This part of the page did not load. Check the connection, then reload the page.
      </p>
    );
  };
}
