import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Clock3 } from 'lucide-react';
import { clockTime, fullTime, shortDay, localText, momentOf } from '../slack/time';
import { worldNow } from '../state/page';
import { usePage, useSession } from '../state/use';
import { Floating } from '../ui/floating';

const STEPS = [
  { label: '+1 hour', step: { advance: { hours: 1 } } },
  { label: '+1 day', step: { advance: { days: 1 } } },
  { label: '+1 week', step: { advance: { days: 7 } } },
];

/** Redraws once in so many seconds. */
function useTick(seconds: number): void {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = window.setInterval(() => tick((count) => count + 1), seconds * 1000);
    return () => window.clearInterval(timer);
  }, [seconds]);
}

export function ClockMenu(): ReactNode {
  const session = useSession();
  const page = usePage();
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  useTick(15);
  const zone = page.world?.zone ?? page.people?.zone ?? 'Europe/Berlin';
  const now = worldNow(page);
  const [wanted, setWanted] = useState('');

  const move = async (step: object): Promise<void> => {
    await session.moveClock(step);
    setWanted(localText(worldNow(session.now()), zone));
  };
  const set = (event: FormEvent): void => {
    event.preventDefault();
    if (wanted) void session.moveClock({ set: momentOf(wanted, zone).toISOString() });
    setOpen(false);
  };
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className="clock"
        data-testid="clock"
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={`The world's clock: ${fullTime(now, zone)}. Move it`}
        onClick={() => {
          setWanted(localText(now, zone));
          setOpen(!open);
        }}
      >
        <Clock3 size={15} aria-hidden />
        <time dateTime={now.toISOString()}>
          <span className="wide-only">{fullTime(now, zone).split(',').slice(0, 2).join(',')}, </span>
          <span className="narrow-only">{shortDay(now, zone)} </span>
          {clockTime(now, zone)}
        </time>
      </button>
      {open && (
        <Floating anchor={anchor} onAway={() => setOpen(false)} align="end">
          <form
            className="clock-form"
            role="dialog"
            aria-label="Move the clock"
            onSubmit={set}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return;
              setOpen(false);
              anchor.current?.focus();
            }}
          >
            <p className="quiet">The demo world's time ({zone}). Moving it on fires deadlines and reminders.</p>
            <div className="clock-steps">
              {STEPS.map(({ label, step }) => (
                <button key={label} type="button" className="button" onClick={() => void move(step)}>
                  {label}
                </button>
              ))}
            </div>
            <label>
              <span>Set to</span>
              <input
                type="datetime-local"
                className="field-box"
                value={wanted}
                onChange={(event) => setWanted(event.target.value)}
              />
            </label>
            <button type="submit" className="button primary">
              Set clock
            </button>
          </form>
        </Floating>
      )}
    </>
  );
}
