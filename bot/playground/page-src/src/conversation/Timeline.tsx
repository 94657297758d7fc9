import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { Lightbulb } from 'lucide-react';
import type { Conversation } from '../api/contract';
import type { Message } from '../slack/types';
import { dateOfTs, dayKey, dayName } from '../slack/time';
import { worldNow } from '../state/page';
import { usePage, useSession, useWorld } from '../state/use';
import { Avatar } from '../ui/Avatar';
import { MessageRow } from './MessageRow';

const TOGETHER_SECONDS = 300;
const NEAR_END = 160;

const authorOf = (message: Message): string => message.user ?? message.bot_id ?? message.username ?? '';

/** Whether this message goes on what the one before said, without its own heading. */
export function continues(before: Message | undefined, message: Message): boolean {
  if (!before || message.subtype === 'thread_broadcast') return false;
  if (before._play.is_ephemeral || message._play.is_ephemeral || before.reply_count) return false;
  return authorOf(before) === authorOf(message) && Number(message.ts) - Number(before.ts) < TOGETHER_SECONDS;
}

interface Scrolling {
  box: RefObject<HTMLDivElement | null>;
  /** Called before earlier messages are put on top: what is in view stays where it is. */
  holdPlace(): void;
}

/** Keeps the end in view while somebody reads the end. */
export function useScrolling(signal: unknown, place: string): Scrolling {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const below = useRef<number | null>(null);
  useEffect(() => {
    const scroller = box.current;
    if (!scroller) return;
    const look = (): void => {
      atEnd.current = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_END;
    };
    const grown = new ResizeObserver(() => {
      if (atEnd.current) scroller.scrollTop = scroller.scrollHeight;
    });
    scroller.addEventListener('scroll', look, { passive: true });
    grown.observe(scroller);
    if (scroller.firstElementChild) grown.observe(scroller.firstElementChild);
    return () => {
      scroller.removeEventListener('scroll', look);
      grown.disconnect();
    };
  }, [place]);
  useLayoutEffect(() => {
    atEnd.current = true;
  }, [place]);
  useLayoutEffect(() => {
    const scroller = box.current;
    if (!scroller) return;
    if (below.current !== null) scroller.scrollTop = scroller.scrollHeight - below.current;
    else if (atEnd.current) scroller.scrollTop = scroller.scrollHeight;
    below.current = null;
  }, [signal, place]);
  const holdPlace = (): void => {
    if (box.current) below.current = box.current.scrollHeight - box.current.scrollTop;
  };
  return { box, holdPlace };
}

function Beginning({ conversation, empty }: { conversation: Conversation; empty: boolean }): ReactNode {
  const session = useSession();
  const { people } = usePage();
  const { app, me } = useWorld();
  if (!conversation.is_app_dm) {
    return (
      <div className="beginning">
        <p className="quiet">
          This is the beginning of <strong>{conversation.name}</strong>
          {conversation.purpose ? `. ${conversation.purpose}` : '.'}
        </p>
      </div>
    );
  }
  const persona = people?.organisations.flatMap((one) => one.people).find((person) => person.id === me.id);
  const asks = persona?.asks ?? (persona?.ask ? [persona.ask] : []);
  return (
    <div className="beginning">
      <Avatar name={app.name} colour="" size="large" app />
      <h2>{app.name}</h2>
      <p className="quiet">{app.description}</p>
      {empty && asks.length > 0 && (
        <div className="try">
          <p>
            <Lightbulb size={15} aria-hidden /> As {me.name} you could ask
          </p>
          {asks.map((ask) => (
            <button key={ask} type="button" className="chip" onClick={() => session.draft(conversation.id, null, ask)}>
              {ask}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

export function Timeline({ conversation }: { conversation: Conversation }): ReactNode {
  const session = useSession();
  const page = usePage();
  const { zone } = useWorld();
  const timeline = page.timelines[conversation.id];
  const messages = timeline?.messages;
  const { box, holdPlace } = useScrolling(messages, conversation.id);
  const now = worldNow(page);
  const rows = useMemo(
    () =>
      (messages ?? []).map((message, position) => {
        const before = messages?.[position - 1];
        const day = dayKey(dateOfTs(message.ts), zone);
        const newDay = !before || dayKey(dateOfTs(before.ts), zone) !== day;
        return { message, newDay, joined: !newDay && continues(before, message) };
      }),
    [messages, zone],
  );
  return (
    <div ref={box} className="timeline" role="log" aria-label={`Messages in ${conversation.name}`} tabIndex={0}>
      <div className="timeline-inner">
        {timeline && !timeline.hasMore && <Beginning conversation={conversation} empty={rows.length === 0} />}
        {timeline?.hasMore && (
          <button
            type="button"
            className="button earlier"
            onClick={() => {
              holdPlace();
              void session.loadEarlier(conversation.id);
            }}
          >
            Earlier messages
          </button>
        )}
        {rows.map(({ message, newDay, joined }) => (
          <div key={message.ts}>
            {newDay && (
              <div className="day" role="separator">
                <span>{dayName(dateOfTs(message.ts), now, zone)}</span>
              </div>
            )}
            <MessageRow channel={conversation.id} message={message} joined={joined} place="timeline" />
          </div>
        ))}
      </div>
    </div>
  );
}
