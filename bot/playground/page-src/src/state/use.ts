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

/** The world of the person I am; only for parts that are drawn once somebody was chosen. */
export function useWorld(): WorldState {
  const { world } = usePage();
  if (!world) throw new Error('nobody was chosen yet');
  return world;
}
