import { useServices } from "../services.ts";

/** Opens a request of the log, by its entry's id; on a phone the log comes into sight. */
export function useOpenRequest(): (id: string) => void {
  const { pane } = useServices();
  return (id) => {
    pane.request.value = id;
    if (pane.phone.peek()) pane.phoneView.value = "requests";
  };
}
