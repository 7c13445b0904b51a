import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { WebAppServices } from "../services.ts";

const Context = createContext<WebAppServices | null>(null);

/** Makes the learner's app known to everything below. */
export const WebAppProvider = Context.Provider;

/** The learner's app and its preview. Only for components below {@link WebAppProvider}. */
export function useWebApp(): WebAppServices {
  const services = useContext(Context);
  if (!services) throw new Error("WebAppProvider is missing above this component.");
  return services;
}
