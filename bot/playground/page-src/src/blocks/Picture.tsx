import type { ReactNode } from 'react';
import { useHost } from './host';

interface PictureSource {
  image_url?: string;
  slack_file?: { id?: string; url?: string };
  alt_text?: string;
}

/** A picture of a block; `alt_text` stands in when it cannot be loaded. */
export function Picture({ source, className }: { source: PictureSource; className: string }): ReactNode {
  const host = useHost();
  const fromFile = source.slack_file?.id ? host.fileUrl({ id: source.slack_file.id }) : source.slack_file?.url;
  return <img className={className} src={source.image_url ?? fromFile} alt={source.alt_text ?? ''} loading="lazy" />;
}
