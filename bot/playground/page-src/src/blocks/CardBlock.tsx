import type { ReactNode } from 'react';
import { ElementDrawing } from '../elements/ElementDrawing';
import type { Block, Element, TextObject } from '../slack/types';
import { Picture } from './Picture';
import { Words } from './Prose';

type CardPicture = { image_url?: string; slack_file?: { id?: string; url?: string }; alt_text?: string };

export function CardBlock({ block }: { block: Block }): ReactNode {
  const actions = (block.actions as Element[] | undefined) ?? [];
  return (
    <article className="block-card">
      {block.hero_image ? <Picture source={block.hero_image as CardPicture} className="card-hero" /> : null}
      <div className="card-heading">
        {block.icon ? <Picture source={block.icon as CardPicture} className="card-icon" /> : null}
        <div>
          {block.title ? (
            <div className="card-title">
              <Words text={block.title as TextObject} />
            </div>
          ) : null}
          {block.subtitle ? (
            <div className="card-subtitle">
              <Words text={block.subtitle as TextObject} />
            </div>
          ) : null}
        </div>
      </div>
      {block.body ? (
        <div className="card-body">
          <Words text={block.body as TextObject} />
        </div>
      ) : null}
      {actions.length > 0 && (
        <div className="block-actions">
          {actions.map((element, position) => (
            <ElementDrawing
              key={element.action_id ?? position}
              element={element}
              blockId={block.block_id ?? ''}
              reporting="act"
            />
          ))}
        </div>
      )}
    </article>
  );
}

export function CarouselBlock({ block }: { block: Block }): ReactNode {
  const cards = (block.elements as Block[] | undefined) ?? [];
  return (
    <div className="block-carousel" role="group" aria-label="Cards" tabIndex={0}>
      {cards.map((card, position) => (
        <CardBlock key={card.block_id ?? position} block={{ ...card, block_id: card.block_id ?? block.block_id }} />
      ))}
    </div>
  );
}
