import { useServices } from "../services.ts";

/** Why nothing can be changed, and what can be done all the same. */
export const READ_ONLY =
  "This page shows the lesson read only: files can be read and run here, not changed.";

/** Whether the address wants nothing to be edited; cells still run. */
export function useReadOnly(): boolean {
  const { embed, router } = useServices();
  const route = router.route.value;
  return embed?.readOnly === true || ("view" in route && route.view?.readOnly === true);
}
