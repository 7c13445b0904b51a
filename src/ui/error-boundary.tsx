import { Component, type ComponentChildren } from "preact";

interface Props {
  /** What failed, as the beginning of a sentence: "This part of the notebook". */
  readonly what: string;
  readonly children: ComponentChildren;
}

interface State {
  readonly failed: boolean;
}

/** Keeps a fault in one part of the page from taking the rest with it. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { failed: false };

  override componentDidCatch(error: unknown): void {
    console.error(error);
    this.setState({ failed: true });
  }

  override render({ what, children }: Props, { failed }: State) {
    if (!failed) return children;
    return (
      <div class="crashed" role="alert">
        <span>{what} could not be shown. What you wrote is saved.</span>
        <button type="button" class="button" onClick={() => this.setState({ failed: false })}>
          Try again
        </button>
      </div>
    );
  }
}
