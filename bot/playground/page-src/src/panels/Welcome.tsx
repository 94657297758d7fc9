import type { ReactNode } from 'react';
import { ArrowRight, CircleAlert, MessageSquareText } from 'lucide-react';
import type { Organisation, People, Persona } from '../api/contract';
import { usePage, useSession } from '../state/use';
import { UserAvatar } from '../ui/UserAvatar';
import { describe, kindOf } from './people';

type Offer = { person: Persona; organisation: Organisation };

/** How many of each kind of organisation are offered when the world names nobody to start with. */
const OFFERED: [Organisation['kind'], number][] = [
  ['reseller', 2],
  ['distributor', 2],
  ['vendor', 1],
  ['none', 1],
];
const MOST_OFFERED = 6;

/** The people the first screen offers: those the world names, else the first with something to ask of each kind. */
export function offers(people: People): Offer[] {
  const all = people.organisations.flatMap((organisation) =>
    organisation.people.map((person) => ({ person, organisation })),
  );
  const named = (people.start ?? []).flatMap((id) => all.find((one) => one.person.id === id) ?? []);
  if (named.length > 0) return named.slice(0, MOST_OFFERED);
  return OFFERED.flatMap(([kind, count]) =>
    people.organisations
      .filter((organisation) => organisation.kind === kind)
      .flatMap((organisation) => all.find((one) => one.organisation === organisation && one.person.ask) ?? [])
      .slice(0, count),
  );
}

const questionsOf = (person: Persona): string[] => person.asks?.slice(0, 3) ?? (person.ask ? [person.ask] : []);

function OfferCard({ person, organisation }: Offer): ReactNode {
  const session = useSession();
  const become = async (question?: string): Promise<void> => {
    await session.become(person.id);
    const world = session.now().world;
    if (!world) return;
    if (question) session.draft(world.app.dm, null, question);
    session.set({ narrow: 'conversation' });
  };
  return (
    <article className="offer" aria-label={person.name}>
      <header>
        <UserAvatar id={person.id} size="large" />
        <div>
          <h2>{person.name}</h2>
          <p>
            {organisation.name}
            <span className="quiet"> · {kindOf(organisation)}</span>
          </p>
          <p className="quiet">{describe(person)}</p>
        </div>
      </header>
      <ul>
        {questionsOf(person).map((question) => (
          <li key={question}>
            <button type="button" className="question" onClick={() => void become(question)}>
              <MessageSquareText size={15} aria-hidden />
              <span>{question}</span>
            </button>
          </li>
        ))}
      </ul>
      <button type="button" className="button be" onClick={() => void become()}>
        {organisation.kind === 'none' ? 'Be this person' : `Be ${person.name.split(' ')[0]}`}{' '}
        <ArrowRight size={15} aria-hidden />
      </button>
    </article>
  );
}

export function Welcome(): ReactNode {
  const session = useSession();
  const { people, failure } = usePage();
  return (
    <main className="welcome">
      <div className="welcome-inner">
        <h1>Meet Tierdesk in a demo channel</h1>
        <p className="welcome-words">
          This is a small Slack of its own, with vendors, distributors and resellers who share channels. Tierdesk is the
          app that answers them there, and what it tells depends on who asks. Choose somebody to be, take a question,
          and then look at the same business through somebody else's eyes.
        </p>
        {failure && (
          <p className="block-alert alert-error" role="alert">
            <CircleAlert size={18} aria-hidden /> {failure}
          </p>
        )}
        {people && (
          <>
            <div className="offers">
              {offers(people).map((offer) => (
                <OfferCard key={offer.person.id} {...offer} />
              ))}
            </div>
            <p className="quiet everybody">
              Nothing here leaves your machine.{' '}
              <button type="button" className="link" onClick={() => session.set({ overlay: 'switch' })}>
                See all {people.organisations.reduce((sum, one) => sum + one.people.length, 0)} people
              </button>
            </p>
          </>
        )}
      </div>
    </main>
  );
}
