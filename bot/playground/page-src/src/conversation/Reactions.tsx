import type { ReactNode } from 'react';
import type { Message } from '../slack/types';
import { emojiOf } from '../slack/emoji';
import { useSession, useWorld } from '../state/use';

export function Reactions({ channel, message }: { channel: string; message: Message }): ReactNode {
  const session = useSession();
  const { me, users } = useWorld();
  if (!message.reactions?.length) return null;
  return (
    <div className="reactions" role="group" aria-label="Reactions">
      {message.reactions.map((reaction) => {
        const mine = reaction.users.includes(me.id);
        const names = reaction.users.map((id) => users[id]?.real_name ?? id).join(', ');
        return (
          <button
            key={reaction.name}
            type="button"
            className="reaction"
            aria-pressed={mine}
            aria-label={`${reaction.name.replaceAll('_', ' ')}, ${reaction.count}, by ${names}`}
            title={names}
            onClick={() => void session.attempt(session.hand.react(channel, message.ts, reaction.name, mine))}
          >
            {emojiOf(reaction.name)} <span>{reaction.count}</span>
          </button>
        );
      })}
    </div>
  );
}
