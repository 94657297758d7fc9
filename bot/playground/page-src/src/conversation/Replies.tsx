import type { ReactNode } from 'react';
import type { Message } from '../slack/types';
import { clockTime, dateOfTs, dayName } from '../slack/time';
import { worldNow } from '../state/page';
import { usePart, useSession, useWorld } from '../state/use';
import { UserAvatar } from '../ui/UserAvatar';
import { StatusLine } from './StatusLine';

/** "N replies" under a message, and what the app is doing in its thread. */
export function Replies({ channel, message }: { channel: string; message: Message }): ReactNode {
  const session = useSession();
  const open = usePart((page) => page.threadRoot === message.ts);
  const { zone } = useWorld();
  const count = message.reply_count ?? 0;
  const last = message.latest_reply ? dateOfTs(message.latest_reply) : null;
  return (
    <>
      {count > 0 && (
        <button
          type="button"
          className="replies"
          aria-expanded={open}
          onClick={() => void session.openThread(message.ts)}
        >
          <span className="reply-faces">
            {message.reply_users?.slice(0, 3).map((id) => (
              <UserAvatar key={id} id={id} size="small" />
            ))}
          </span>
          <strong>{count === 1 ? '1 reply' : `${count} replies`}</strong>
          {last && (
            <span className="quiet">
              {dayName(last, worldNow(session.now()), zone)} at {clockTime(last, zone)}
            </span>
          )}
        </button>
      )}
      {!open && <StatusLine channel={channel} root={message.ts} />}
    </>
  );
}
