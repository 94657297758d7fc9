import type { ReactNode } from 'react';
import type { Block, TextObject } from '../slack/types';
import { BlockList } from './BlockList';
import { Words } from './Prose';

function ContainerHeading({ block }: { block: Block }): ReactNode {
  return (
    <>
      <span className="container-title">
        <Words text={block.title as TextObject} />
      </span>
      {block.subtitle ? (
        <span className="container-subtitle">
          <Words text={block.subtitle as TextObject} />
        </span>
      ) : null}
    </>
  );
}

export function ContainerBlock({ block }: { block: Block }): ReactNode {
  const inside = <BlockList blocks={(block.child_blocks as Block[] | undefined) ?? []} />;
  const className = `block-container width-${String(block.width ?? 'standard')}`;
  if (block.is_collapsible) {
    return (
      <details className={className} open={!block.default_collapsed}>
        <summary>
          <ContainerHeading block={block} />
        </summary>
        {inside}
      </details>
    );
  }
  return (
    <section className={className}>
      <header>
        <ContainerHeading block={block} />
      </header>
      {inside}
    </section>
  );
}
