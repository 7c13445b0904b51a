import { createContext, type RefObject } from "preact";
import { useContext } from "preact/hooks";

const Context = createContext<RefObject<HTMLElement | null>>({ current: null });

/** Makes the element that scrolls the page's content known. */
export const MainElementProvider = Context.Provider;

/** The element that scrolls the page's content. */
export function useMainElement(): RefObject<HTMLElement | null> {
  return useContext(Context);
}
