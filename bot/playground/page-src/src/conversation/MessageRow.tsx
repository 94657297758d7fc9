import { memo, type ReactNode, useState } from 'react';
import { EyeOff, Square } from 'lucide-react';
import { BlockList } from '../blocks/BlockList';
import { HostContext } from '../blocks/host';
import { Words } from '../blocks/Prose';
import { PlanBlock, TaskCardBlock } from '../blocks/TaskBlocks';
import type { WorldState } from '../api/contract';
import type { Block, Message } from '../slack/types';
import { clockTime, dateOfTs, fullTime } from '../slack/time';
import { useSession, useWorld } from '../state/use';
import { type Directory, useDirectory } from '../state/directory';
import { Avatar } from '../ui/Avatar';
import { UserAvatar } from '../ui/UserAvatar';
import { MessageFiles } from './MessageFiles';
import { EditBox } from './EditBox';
import { MessageTools } from './MessageTools';
import { Reactions } from './Reactions';
import { Replies } from './Replies';
import { useBlockHost } from './useBlockHost';

export interface RowProps {
  channel: string;
  message: Message;
  joined: boolean;
  place: 'timeline' | 'thread';
}

interface Author {
  id: string;
  name: string;
  title: string;
  isApp: boolean;
}

export function authorOf(message: Message, world: WorldState, directory: Directory): Author {
  const id = message.user ?? '';
  const user = world.users[id];
  const isApp = Boolean(message._play.is_app || message.bot_id || user?.is_bot);
  const organisation = directory.get(id)?.organisation.name ?? world.teams[user?.team ?? '']?.name;
  return {
    id,
    name: message.username ?? user?.real_name ?? (isApp ? world.app.name : id || 'Somebody'),
    title: isApp ? '' : [user?.title, organisation].filter(Boolean).join(' · '),
    isApp,
  };
}

function StreamedTasks({ message }: { message: Message }): ReactNode {
  const { tasks, task_display_mode: mode, plan_title: title } = message._play;
  const drawn = message.blocks?.some((block) => block.type === 'plan' || block.type === 'task_card');
  if (!tasks?.length || drawn) return null;
  if (mode === 'plan') return <PlanBlock block={{ type: 'plan', title: title ?? 'Plan', tasks }} />;
  return tasks.map((task, position) => (
    <TaskCardBlock key={task.id ?? position} block={{ type: 'task_card', ...task } as unknown as Block} />
  ));
}

function Body({ channel, message }: { channel: string; message: Message }): ReactNode {
  const blocks = message.blocks ?? [];
  const host = useBlockHost({ container: { type: 'message', channel, ts: message.ts }, surface: 'message', blocks });
  return (
    <HostContext value={host}>
      <StreamedTasks message={message} />
      {blocks.length > 0 ? (
        <BlockList blocks={blocks} />
      ) : message.text ? (
        <Words text={{ type: 'mrkdwn', text: message.text }} />
      ) : null}
      {message.attachments?.map((attachment, position) => (
        <div key={position} className="attachment">
          {attachment.blocks ? (
            <BlockList blocks={attachment.blocks} />
          ) : (
            <>
              {attachment.title && <strong>{attachment.title}</strong>}
              <Words text={{ type: 'mrkdwn', text: attachment.text ?? attachment.fallback ?? '' }} />
            </>
          )}
        </div>
      ))}
    </HostContext>
  );
}

function EphemeralMark({ channel, message }: { channel: string; message: Message }): ReactNode {
  const session = useSession();
  return (
    <div className="only-you">
      <EyeOff size={13} aria-hidden /> Only visible to you
      <button
        type="button"
        className="link"
        onClick={() => void session.attempt(session.hand.remove(channel, message.ts))}
      >
        Dismiss
      </button>
    </div>
  );
}

function StreamMark({ channel, message }: { channel: string; message: Message }): ReactNode {
  const session = useSession();
  return (
    <div className="streaming">
      <span className="caret" aria-hidden />
      <button
        type="button"
        className="button small"
        onClick={() => void session.attempt(session.hand.stopStream(channel, message.ts))}
      >
        <Square size={11} aria-hidden /> Stop
      </button>
    </div>
  );
}

export const MessageRow = memo(function MessageRow({ channel, message, joined, place }: RowProps): ReactNode {
  const world = useWorld();
  const [editing, setEditing] = useState(false);
  const author = authorOf(message, world, useDirectory());
  const date = dateOfTs(message.ts);
  const time = clockTime(date, world.zone);
  const flags = message._play;
  const className = [
    'message',
    joined ? 'joined' : '',
    flags.is_ephemeral ? 'ephemeral' : '',
    flags.mentions_me ? 'mentions-me' : '',
  ];
  return (
    <article
      className={className.filter(Boolean).join(' ')}
      data-testid="message"
      data-ts={message.ts}
      aria-label={`${author.name}, ${time}`}
      aria-busy={flags.streaming}
    >
      <div className="message-side">
        {joined ? (
          <time className="side-time">{time}</time>
        ) : author.isApp ? (
          <Avatar name={author.name} colour="" app />
        ) : (
          <UserAvatar id={author.id} name={author.name} />
        )}
      </div>
      <div className="message-main">
        {flags.is_ephemeral && <EphemeralMark channel={channel} message={message} />}
        {message.subtype === 'thread_broadcast' && place === 'timeline' && (
          <div className="quiet small-words">replied in a thread</div>
        )}
        {!joined && (
          <div className="message-head">
            <strong>{author.name}</strong>
            {author.isApp && <span className="tag">App</span>}
            {author.title && <span className="author-title">{author.title}</span>}
            <time dateTime={date.toISOString()} title={fullTime(date, world.zone)}>
              {time}
            </time>
          </div>
        )}
        {editing ? (
          <EditBox channel={channel} message={message} onDone={() => setEditing(false)} />
        ) : (
          <div className="message-body">
            <Body channel={channel} message={message} />
            {message.edited && !author.isApp && <span className="quiet small-words"> (edited)</span>}
          </div>
        )}
        {message.files && message.files.length > 0 && <MessageFiles files={message.files} />}
        {flags.streaming && <StreamMark channel={channel} message={message} />}
        <Reactions channel={channel} message={message} />
        {place === 'timeline' && <Replies channel={channel} message={message} />}
      </div>
      {!flags.is_ephemeral && (
        <MessageTools channel={channel} message={message} place={place} onEdit={() => setEditing(true)} />
      )}
    </article>
  );
});
