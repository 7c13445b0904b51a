import type { Offline } from "../../offline/model.ts";
import { useServices } from "../services.ts";

/** Use without a network; only for components that are shown once it is there. */
export function useOffline(): Offline {
  const parts = useServices().offline.value;
  if (parts === null) throw new Error("This component was shown before there was anything to say.");
  return parts.offline;
}
