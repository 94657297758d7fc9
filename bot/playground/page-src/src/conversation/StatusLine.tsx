import { type ReactNode, useEffect, useState } from 'react';
import type { Status } from '../api/contract';
import { statusesOf } from '../state/page';
import { useWorld } from '../state/use';

const SECONDS_EACH = 3;

function Line({ status }: { status: Status }): ReactNode {
  const { users, app } = useWorld();
  const [turn, setTurn] = useState(0);
  const messages = status.loading_messages;
  useEffect(() => {
    if (messages.length < 2) return;
    const timer = window.setInterval(() => setTurn((now) => now + 1), SECONDS_EACH * 1000);
    return () => window.clearInterval(timer);
  }, [messages.length]);
  const name = users[status.user]?.real_name ?? app.name;
  const words = messages.length > 0 ? messages[turn % messages.length] : `${name} ${status.status}`;
  return (
    <div className="status-line" role="status">
      <span className="dots" aria-hidden>
        <i />
        <i />
        <i />
      </span>
      {words}
    </div>
  );
}

export function StatusLine({ channel, root }: { channel: string; root: string | null }): ReactNode {
  const { statuses } = useWorld();
  return statusesOf(statuses, channel, root).map((status) => (
    <Line key={`${status.channel}/${status.thread_ts ?? ''}`} status={status} />
  ));
}
