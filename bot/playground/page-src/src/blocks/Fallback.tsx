import { Component, type ReactNode } from 'react';
import type { Block } from '../slack/types';

export function RawBlock({ block, why }: { block: Block; why: string }): ReactNode {
  return (
    <details className="raw-block" open>
      <summary>
        {why}: <code>{block.type}</code>
      </summary>
      <pre>{JSON.stringify(block, null, 2)}</pre>
    </details>
  );
}

/** A block that cannot be drawn shows its JSON; the rest of the message stays. Give it a key per block content. */
export class BlockBoundary extends Component<{ block: Block; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidUpdate(before: { block: Block }): void {
    if (this.state.failed && before.block !== this.props.block) this.setState({ failed: false });
  }

  override render(): ReactNode {
    if (this.state.failed) return <RawBlock block={this.props.block} why="This block could not be drawn" />;
    return this.props.children;
  }
}
