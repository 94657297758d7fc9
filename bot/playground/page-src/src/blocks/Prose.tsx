import { memo, type ReactNode, useMemo } from 'react';
import { Message as LibraryMessage, type Block as LibraryBlock, type MessageProps } from 'slack-blocks-to-jsx';
import type { Block, TextObject } from '../slack/types';
import { isFollowable } from '../slack/links';
import { slackDate } from '../slack/time';
import { plain } from '../slack/values';
import { withEmoji } from '../slack/emoji';
import { type Names, useNames } from './names';

function hooksFor(names: Names): NonNullable<MessageProps['hooks']> {
  return {
    user: ({ id, name }) => {
      const bare = id.split('|')[0];
      return <span className={bare === names.me ? 'mention mention-me' : 'mention'}>@{name || bare}</span>;
    },
    channel: ({ id, name }) => <span className="mention">#{name || id.split('|')[0]}</span>,
    atHere: () => <span className="mention">@here</span>,
    atChannel: () => <span className="mention">@channel</span>,
    atEveryone: () => <span className="mention">@everyone</span>,
    date: ({ timestamp, format, link, fallback }) => {
      const date = new Date(Number(timestamp) * 1000);
      if (Number.isNaN(date.getTime())) return <span>{fallback}</span>;
      const text = slackDate(date, format, names.now, names.zone);
      return (
        <time dateTime={date.toISOString()} title={fallback}>
          {link && isFollowable(link) ? <a href={link}>{text}</a> : text}
        </time>
      );
    },
    link: ({ href, children }) =>
      isFollowable(href) ? (
        <a href={href} target="_blank" rel="noreferrer">
          {children}
        </a>
      ) : (
        <span>{children}</span>
      ),
  };
}

/** A block of words (rich text, Markdown, mrkdwn, picture) as the block library draws it, in our type and colours. */
export const LibraryDrawn = memo(function LibraryDrawn({ block }: { block: Block }): ReactNode {
  const names = useNames();
  const hooks = useMemo(() => hooksFor(names), [names]);
  return (
    <div className="prose">
      <LibraryMessage
        blocks={[block as unknown as LibraryBlock]}
        name=""
        logo=""
        theme={names.theme}
        withoutWrapper
        unstyled
        data={{ users: names.users, channels: names.channels }}
        hooks={hooks}
      />
    </div>
  );
});

/** A text object; plain text is shown as it is, with its emoji. */
export function Words({ text }: { text: TextObject | string | undefined }): ReactNode {
  const block = useMemo<Block>(() => ({ type: 'section', text }), [text]);
  if (typeof text !== 'object' || text.type === 'plain_text') {
    return <span className="plain">{withEmoji(plain(text))}</span>;
  }
  return <LibraryDrawn block={block} />;
}

/** Slack resolves its angle-bracket forms inside Markdown too, which standard Markdown does not know. */
export function markdownWithNames(text: string, names: Names): string {
  return text
    .replace(/<@(U\w+)(?:\|[^>]*)?>/g, (_whole, id: string) => {
      const name = names.users.find((user) => user.id === id)?.name ?? id;
      return `**@${name}**`;
    })
    .replace(/<#(C\w+)(?:\|[^>]*)?>/g, (_whole, id: string) => {
      const name = names.channels.find((channel) => channel.id === id)?.name ?? id;
      return `**#${name}**`;
    })
    .replace(/<!date\^(\d+)\^([^|^>]*)(?:\^[^|>]*)?\|([^>]*)>/g, (_whole, seconds: string, format: string) =>
      slackDate(new Date(Number(seconds) * 1000), format, names.now, names.zone),
    );
}

export function MarkdownBlock({ block }: { block: Block }): ReactNode {
  const names = useNames();
  const shown = useMemo<Block>(
    () => ({ ...block, text: markdownWithNames(plain(block.text as string), names) }),
    [block, names],
  );
  return <LibraryDrawn block={shown} />;
}
