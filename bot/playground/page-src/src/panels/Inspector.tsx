import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { ArrowDownLeft, ArrowUpRight, ChevronRight, Search, X } from 'lucide-react';
import { readTraffic } from '../api/client';
import type { TrafficEntry } from '../api/contract';
import { clockTime } from '../slack/time';
import { usePage, useSession } from '../state/use';

/** The server gives the newest of what was asked for, so a single old entry needs all that came after it. */
const EVERYTHING = 100_000;

const KINDS: Record<string, string> = {
  '': 'All',
  event: 'Events',
  interaction: 'Interactions',
  command: 'Commands',
  api: 'API calls',
  response_url: 'Response URLs',
  socket: 'Socket',
};

function Payload({ listed }: { listed: TrafficEntry }): ReactNode {
  const session = useSession();
  const [read, setRead] = useState<TrafficEntry | null>(null);
  const complete = listed.request !== undefined;
  useEffect(() => {
    if (complete) return;
    void session
      .attempt(readTraffic(listed.n - 1, EVERYTHING))
      .then((found) => setRead(found?.entries.find((one) => one.n === listed.n) ?? null));
  }, [session, listed.n, complete]);
  const entry = complete ? listed : read;
  if (!entry) return <p className="quiet reading">Reading…</p>;
  return (
    <div className="payloads">
      {(['request', 'response'] as const).map((side) => (
        <figure key={side}>
          <figcaption>{side === 'request' ? 'Sent' : 'Answer'}</figcaption>
          <pre tabIndex={0}>{JSON.stringify(entry[side] ?? null, null, 2)}</pre>
        </figure>
      ))}
    </div>
  );
}

function Row({ entry, zone }: { entry: TrafficEntry; zone: string }): ReactNode {
  const [open, setOpen] = useState(false);
  const { people, world } = usePage();
  const toApp = entry.direction === 'to_app';
  const Icon = toApp ? ArrowDownLeft : ArrowUpRight;
  const person = entry.user ? (world?.users[entry.user]?.real_name ?? entry.user) : '';
  const team = people?.organisations.find((one) => one.team === entry.team)?.team_name ?? entry.team ?? '';
  return (
    <li className={entry.ok ? 'traffic-row' : 'traffic-row failed'}>
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <ChevronRight size={14} aria-hidden className={open ? 'turned' : ''} />
        <time>{clockTime(new Date(entry.at), zone)}</time>
        <span className={toApp ? 'direction in' : 'direction out'}>
          <Icon size={13} aria-hidden /> {toApp ? 'to the app' : 'from the app'}
        </span>
        <code>{entry.name}</code>
        <span className="quiet where">{[team, person].filter(Boolean).join(' · ')}</span>
        {entry.attempt > 1 && <span className="tag">attempt {entry.attempt}</span>}
        {!entry.ok && <span className="tag danger">{entry.error ?? 'failed'}</span>}
        <span className="quiet ms">{Math.round(entry.ms)} ms</span>
      </button>
      {open && <Payload listed={entry} />}
    </li>
  );
}

/** What went between Slack and the app, newest first. */
export function Inspector(): ReactNode {
  const session = useSession();
  const { traffic, world, people } = usePage();
  const [typed, setTyped] = useState('');
  const [kind, setKind] = useState('');
  const zone = world?.zone ?? people?.zone ?? 'Europe/Berlin';
  const shown = useMemo(() => {
    const wanted = typed.trim().toLowerCase();
    return traffic
      .filter((entry) => entry.kind !== 'page' && (!kind || entry.kind === kind))
      .filter(
        (entry) =>
          !wanted || `${entry.name} ${entry.channel} ${entry.user} ${entry.error}`.toLowerCase().includes(wanted),
      )
      .toReversed();
  }, [traffic, typed, kind]);
  return (
    <section
      className="inspector"
      data-testid="inspector"
      aria-label="Traffic inspector"
      onKeyDown={(event) => {
        if (event.key === 'Escape') session.set({ inspector: false });
      }}
    >
      <header className="inspector-head">
        <h2>Traffic</h2>
        <label className="filter">
          <Search size={14} aria-hidden />
          <span className="visually-hidden">Filter traffic</span>
          <input
            value={typed}
            placeholder="Filter by name, channel, person"
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
        <label>
          <span className="visually-hidden">Kind of traffic</span>
          <select value={kind} onChange={(event) => setKind(event.target.value)}>
            {Object.entries(KINDS).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <span className="quiet">{shown.length} entries</span>
        <button
          type="button"
          className="icon-button"
          aria-label="Close inspector"
          onClick={() => session.set({ inspector: false })}
        >
          <X size={17} aria-hidden />
        </button>
      </header>
      <ul className="traffic">
        {shown.map((entry) => (
          <Row key={entry.n} entry={entry} zone={zone} />
        ))}
        {shown.length === 0 && <li className="quiet nothing">Nothing yet. Say something to the app.</li>}
      </ul>
    </section>
  );
}
