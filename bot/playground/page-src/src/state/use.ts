import { createContext, useContext, useSyncExternalStore } from 'react';
import type { WorldState } from '../api/contract';
import type { Page } from './page';
import type { Session } from './session';

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('outside the session');
  return session;
}

export function usePage(): Page {
  const session = useSession();
  return useSyncExternalStore(session.subscribe, session.now);
}

/** One part of the page; a component that uses it is drawn again only when that part is another one. */
export function usePart<T>(part: (page: Page) => T): T {
  const session = useSession();
  return useSyncExternalStore(session.subscribe, () => part(session.now()));
}

/** The world of the person I am; only for parts that are drawn once somebody was chosen. */
export function useWorld(): WorldState {
  const world = usePart((page) => page.world);
  if (!world) throw new Error('nobody was chosen yet');
  return world;
}
