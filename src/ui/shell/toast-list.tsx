import { IconButton } from "../icon-button.tsx";
import { useServices } from "../services.ts";

/** The toasts, at the bottom of the page. */
export function ToastList() {
  const { toasts } = useServices();
  return (
    <div class="toasts" role="status" aria-label="Messages">
      {toasts.list.value.map(({ id, level, text }) => (
        <div key={id} class="toast" data-level={level}>
          <span>{text}</span>
          <IconButton icon="close" name="Dismiss" onClick={() => toasts.dismiss(id)} />
        </div>
      ))}
    </div>
  );
}
