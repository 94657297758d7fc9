import { type ReactNode } from 'react';
import { ArrowLeft, X } from 'lucide-react';
import { threadKey } from '../state/page';
import { conversationOf } from '../state/session';
import { usePage, useSession, useWorld } from '../state/use';
import { Composer } from './Composer';
import { MessageRow } from './MessageRow';
import { StatusLine } from './StatusLine';
import { continues, useScrolling } from './Timeline';

export function ThreadPane({ root }: { root: string }): ReactNode {
  const session = useSession();
  const page = usePage();
  const world = useWorld();
  const conversation = conversationOf(page);
  const thread = conversation ? page.threads[threadKey(conversation.id, root)] : undefined;
  const { box } = useScrolling(thread?.messages, root);
  if (!conversation) return null;
  const replies = (thread?.messages.length ?? 1) - 1;
  return (
    <aside
      className="thread"
      data-testid="thread-pane"
      aria-label="Thread"
      onKeyDown={(event) => {
        if (event.key === 'Escape') session.closeThread();
      }}
    >
      <header className="pane-head">
        <button
          type="button"
          className="icon-button back"
          aria-label="Back to the messages"
          onClick={() => session.closeThread()}
        >
          <ArrowLeft size={18} aria-hidden />
        </button>
        <h2>{thread?.title || 'Thread'}</h2>
        <span className="topic">{conversation.name}</span>
        <button
          type="button"
          className="icon-button close"
          aria-label="Close thread"
          onClick={() => session.closeThread()}
        >
          <X size={18} aria-hidden />
        </button>
      </header>
      <div className="pane-body">
        <div ref={box} className="timeline" role="log" aria-label="Messages in this thread" tabIndex={0}>
          <div className="timeline-inner">
            {thread?.messages.map((message, position) => (
              <div key={message.ts}>
                <MessageRow
                  channel={conversation.id}
                  message={message}
                  joined={position > 1 && continues(thread.messages[position - 1], message)}
                  place="thread"
                />
                {position === 0 && replies > 0 && (
                  <div className="day" role="separator">
                    <span>{replies === 1 ? '1 reply' : `${replies} replies`}</span>
                  </div>
                )}
              </div>
            ))}
          </div>
        </div>
        <div className="pane-foot">
          <StatusLine channel={conversation.id} root={root} />
          <Composer key={`${world.me.id}/${root}`} conversation={conversation} root={root} />
        </div>
      </div>
    </aside>
  );
}
