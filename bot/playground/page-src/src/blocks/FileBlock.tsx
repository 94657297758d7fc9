import type { ReactNode } from 'react';
import { FileText } from 'lucide-react';
import type { Block, TextObject } from '../slack/types';
import { withEmoji } from '../slack/emoji';
import { plain } from '../slack/values';
import { Picture } from './Picture';

export function ImageBlock({ block }: { block: Block }): ReactNode {
  const title = withEmoji(plain(block.title as TextObject | undefined));
  return (
    <figure className="block-image">
      {title && <figcaption>{title}</figcaption>}
      <Picture source={block as { alt_text?: string }} className="wide-picture" />
    </figure>
  );
}

export function FileBlock({ block }: { block: Block }): ReactNode {
  return (
    <p className="block-file">
      <FileText size={16} aria-hidden /> Remote file <code>{String(block.external_id ?? '')}</code>
    </p>
  );
}
