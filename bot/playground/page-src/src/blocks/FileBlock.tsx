import type { ReactNode } from 'react';
import { CirclePlay, FileText } from 'lucide-react';
import type { Block, TextObject } from '../slack/types';
import { followLink } from '../slack/links';
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

/** A video as its picture and a link; the page embeds nobody's player. */
export function VideoBlock({ block }: { block: Block }): ReactNode {
  const title = withEmoji(plain(block.title as TextObject | undefined)) || 'Video';
  const { thumbnail_url: picture, video_url: video, title_url: page, alt_text: alt } = block as Record<string, unknown>;
  return (
    <figure className="block-image">
      <figcaption>
        <button type="button" className="link" onClick={() => followLink(String(page ?? video))}>
          <CirclePlay size={16} aria-hidden /> {title}
        </button>
      </figcaption>
      {picture ? (
        <Picture source={{ image_url: String(picture), alt_text: String(alt ?? '') }} className="wide-picture" />
      ) : null}
    </figure>
  );
}
