import "../../theme/dialogs.css";
import { Dialog } from "./dialog.tsx";
import { LessonNav } from "../shell/lesson-nav.tsx";
import { lazyView } from "../lazy-view.tsx";
import { useServices } from "../services.ts";

const AddressDialog = lazyView(() =>
  import("../address/address-dialog.tsx").then((module) => module.AddressDialog),
);
const ConfirmDialog = lazyView(() =>
  import("./confirm-dialog.tsx").then((module) => module.ConfirmDialog),
);
const HelpDialog = lazyView(() => import("./help-dialog.tsx").then((module) => module.HelpDialog));
const HandInDialog = lazyView(() =>
  import("../classroom/hand-in-dialog.tsx").then((module) => module.HandInDialog),
);
const Palette = lazyView(() => import("./palette.tsx").then((module) => module.Palette));
const ShareDialog = lazyView(() =>
  import("../share/share-dialog.tsx").then((module) => module.ShareDialog),
);

/** The place where the open dialog is, if there is one. */
export function DialogHost() {
  const { dialogs } = useServices();
  const dialog = dialogs.open.value;
  const onClose = () => dialogs.close();
  switch (dialog?.kind) {
    case "help":
      return <HelpDialog onClose={onClose} />;
    case "palette":
      return <Palette onClose={onClose} />;
    case "address":
      return <AddressDialog onClose={onClose} />;
    case "share":
      return <ShareDialog onClose={onClose} />;
    case "confirm":
      return <ConfirmDialog confirmation={dialog.confirmation} onClose={onClose} />;
    case "hand-in":
      return <HandInDialog onClose={onClose} />;
    case "lessons":
      return (
        <Dialog title="Lessons" kind="drawer" onClose={onClose}>
          <LessonNav onGo={onClose} />
        </Dialog>
      );
    case undefined:
      return null;
  }
}
