import { type ReactNode, useId } from 'react';
import { ElementDrawing } from '../elements/ElementDrawing';
import type { Block, Element, TextObject } from '../slack/types';
import { withEmoji } from '../slack/emoji';
import { plain } from '../slack/values';
import { useHost } from './host';

export function InputBlock({ block }: { block: Block }): ReactNode {
  const host = useHost();
  const id = useId();
  const element = block.element as Element;
  const blockId = block.block_id ?? '';
  const error = host.errors[blockId];
  const hint = plain(block.hint as TextObject | undefined);
  return (
    <div className={error ? 'block-input has-error' : 'block-input'}>
      <div className="input-label" id={`${id}-label`}>
        {withEmoji(plain(block.label as TextObject))}
        {block.optional ? <span className="quiet"> (optional)</span> : null}
      </div>
      <ElementDrawing
        element={element}
        blockId={blockId}
        reporting={block.dispatch_action ? 'keep+act' : 'keep'}
        labelledBy={`${id}-label`}
        describedBy={`${id}-note`}
        invalid={Boolean(error)}
      />
      <div id={`${id}-note`} className="input-note">
        {error ? (
          <span role="alert" className="input-error">
            {error}
          </span>
        ) : (
          withEmoji(hint)
        )}
      </div>
    </div>
  );
}
