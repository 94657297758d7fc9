import type { ReactNode } from 'react';
import { Picture } from './Picture';
import { Words } from './Prose';
import { ElementDrawing } from '../elements/ElementDrawing';
import type { Block, Element, TextObject } from '../slack/types';
import { withEmoji } from '../slack/emoji';
import { plain } from '../slack/values';

const elements = (block: Block): Element[] => (block.elements as Element[] | undefined) ?? [];

/** Accessories that stay beside the text on a narrow screen; the others go below it. */
const SMALL_ACCESSORIES = new Set(['button', 'workflow_button', 'overflow', 'image']);

export function SectionBlock({ block }: { block: Block }): ReactNode {
  const fields = (block.fields as TextObject[] | undefined) ?? [];
  const accessory = block.accessory as Element | undefined;
  const beside = !accessory || SMALL_ACCESSORIES.has(accessory.type);
  return (
    <div className={beside ? 'block-section' : 'block-section with-field'}>
      <div className="block-section-words">
        {block.text ? <Words text={block.text as TextObject} /> : null}
        {fields.length > 0 && (
          <div className="fields">
            {fields.map((field, position) => (
              <div key={position} className="field">
                <Words text={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {accessory && (
        <div className="block-section-accessory">
          {accessory.type === 'image' ? (
            <Picture source={accessory} className="thumb" />
          ) : (
            <ElementDrawing element={accessory} blockId={block.block_id ?? ''} reporting="act" />
          )}
        </div>
      )}
    </div>
  );
}

export function HeaderBlock({ block }: { block: Block }): ReactNode {
  const level = Number(block.level ?? 2);
  return (
    <div role="heading" aria-level={level} className={`block-header level-${level}`}>
      {withEmoji(plain(block.text as TextObject))}
    </div>
  );
}

export const DividerBlock = (): ReactNode => <hr className="block-divider" />;

export function ContextBlock({ block }: { block: Block }): ReactNode {
  return (
    <div className="block-context">
      {elements(block).map((element, position) =>
        element.type === 'image' ? (
          <Picture key={position} source={element} className="context-picture" />
        ) : (
          <Words key={position} text={element as unknown as TextObject} />
        ),
      )}
    </div>
  );
}

export function ActionsBlock({ block }: { block: Block }): ReactNode {
  return (
    <div className="block-actions">
      {elements(block).map((element, position) => (
        <ElementDrawing
          key={element.action_id ?? position}
          element={element}
          blockId={block.block_id ?? ''}
          reporting="act"
        />
      ))}
    </div>
  );
}

export function ContextActionsBlock({ block }: { block: Block }): ReactNode {
  return (
    <div className="block-context-actions" role="group" aria-label="About this answer">
      {elements(block).map((element, position) => (
        <ElementDrawing
          key={element.action_id ?? position}
          element={element}
          blockId={block.block_id ?? ''}
          reporting="act"
        />
      ))}
    </div>
  );
}
