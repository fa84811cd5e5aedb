import { Component, type ReactNode } from 'react';
import { Failure, Page } from './states.tsx';

/** Shows a message instead of an empty window when a page throws. React reports the error in the console. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <Page title="This page is broken">
        <Failure onRetry={() => location.reload()}>
          The fault is ours. Your cart and your orders are safe.
        </Failure>
      </Page>
    );
  }
}
